import CFCGI
import Glibc
import HTTPTypes
import Synchronization

/// One connection from the web server, with libfcgi's request structure for it.
///
/// `@unchecked Sendable`: libfcgi keeps pointers into its request structure, so that lives on the heap and never moves,
/// and it has no locks. Exactly one owner uses a connection at a time: the event queue (armed, nobody touches it), the
/// reader that took it from there, or the task that answers. Only ``stopInput()``, ``hangUp()`` and ``park(_:)`` are
/// anybody's.
final class Connection: @unchecked Sendable {
    let id: UInt64
    let descriptor: Int32
    /// Whether the event queue knows the descriptor already.
    var isWatched = false
    /// When the request must have arrived that has begun, or the first one; `nil` while a kept connection is idle.
    var arrivalDeadline: ContinuousClock.Instant?

    let request: UnsafeMutablePointer<FCGX_Request>
    let parking = Mutex(Parking())
    var intake: Intake
    /// What came behind a request: the beginning of the next.
    var leftover: [UInt8] = []
    /// The request whose body is arriving, or what is wrong with it.
    var received: Request?
    var refusal: Refusal?
    var method: HTTPRequest.Method?
    private var isOpen = true
    private var mayBeKept = true

    init(descriptor: Int32, id: UInt64, limits: Limits) {
        self.id = id
        self.descriptor = descriptor
        intake = Intake(limits: limits)
        request = .allocate(capacity: 1)
        FCGX_InitRequest(request, -1, 0)
        // Whatever a thread believes of the room that there is, it never waits for ever.
        var timeout = timeval(limits.writeTimeout)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close()
        request.deallocate()
    }

    /// Whether the answer goes out without waiting for the web server to read.
    ///
    /// A socket that is ready for output has at least a third of its buffer free (three quarters on a unix socket): of
    /// 208 KB by default.
    func hasRoom(for response: Response) -> Bool {
        var status = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return response.body.count <= 48 * 1024 && poll(&status, 1, 0) == 1
    }

    /// Writes the answer and ends the request. May block for as long as the web server does not read.
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - isLast: whether the connection takes no further request, although the web server would keep it.
    /// - Returns: whether the connection is good for a further request.
    func send(_ response: Response, isLast: Bool) -> Bool {
        let keep = mayBeKept && !intake.isCutShort && request.pointee.keepConnection != 0
        if isLast, keep, let tape = try? Feed() {
            sendLast(response, by: tape)
            return false
        }
        let isSent = write(response)
        return isSent && keep
    }

    /// - Returns: whether all of it is written.
    func write(_ response: Response) -> Bool {
        let isWhole =
            put(response.cgiHead(answering: method)) && (!response.hasBody(answering: method) || put(response.body))
        // The last stream that closes ends the request; after a failed write there is nobody to tell.
        let isSent = isWhole && FCGX_FClose(request.pointee.err) == 0 && FCGX_FClose(request.pointee.out) == 0
        forgetRequest()
        return isSent
    }

    private func put(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            buffer.isEmpty || FCGX_PutStr(buffer.baseAddress, Int32(clamping: buffer.count), request.pointee.out) >= 0
        }
    }

    /// Frees what libfcgi holds for a request. The descriptor is never libfcgi's to close.
    func forgetRequest() {
        FCGX_Free(request, 0)
        (received, refusal, method) = (nil, nil, nil)
    }

    /// Gives up waiting for the rest of a request.
    ///
    /// - Returns: what to tell the web server, if it has said enough to be answered.
    func expire() -> Reception {
        guard request.pointee.out != nil else { return .closed }
        mayBeKept = false
        return .refused(refusal ?? .readTimeout, received)
    }

    /// Takes no further request. What the peer has sent already is still read; on a unix socket it cannot send more.
    func stopInput() {
        _ = shutdown(descriptor, Int32(SHUT_RD))
    }

    /// Wakes up whoever waits for the peer.
    func hangUp() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        FCGX_Free(request, 0)
        _ = Glibc.close(descriptor)
    }
}
