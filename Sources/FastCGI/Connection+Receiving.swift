import CFCGI
import Glibc
import HTTPTypes

/// What a reader thread has of its own. `@unchecked Sendable`: it is made for the thread before that starts.
final class Workbench: @unchecked Sendable {
    let feed: Feed
    let buffer: UnsafeMutableRawBufferPointer

    init() throws(ListenError) {
        feed = try Feed()
        buffer = .allocate(byteCount: 64 * 1024, alignment: 16)
    }

    deinit { buffer.deallocate() }
}

/// What came of reading.
enum Reception {
    /// Not all of it is here yet.
    case waiting
    case request(Request)
    case refused(Refusal, Request?)
    /// The peer went away: there is nobody to answer.
    case closed
    /// What came is no FastCGI.
    case garbled
}

extension Connection {
    /// Reads what has arrived, without ever waiting for more.
    func receive(at bench: Workbench, limits: Limits, responder: some Responder) -> Reception {
        if !leftover.isEmpty {
            let bytes = leftover
            leftover = []
            return bytes.withUnsafeBytes { digest($0[...], bench, limits, responder) }
        }
        let count = recv(descriptor, bench.buffer.baseAddress, bench.buffer.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EAGAIN || errno == EINTR { return .waiting }
        guard count > 0 else { return .closed }
        return digest(UnsafeRawBufferPointer(bench.buffer)[..<count], bench, limits, responder)
    }

    private func digest(
        _ bytes: Slice<UnsafeRawBufferPointer>, _ bench: Workbench, _ limits: Limits, _ responder: some Responder
    ) -> Reception {
        var rest = bytes
        while true {
            let step = intake.advance(&rest)
            sendReplies()
            switch step {
            case .wait:
                if !intake.isMidway {
                    arrivalDeadline = nil
                } else if arrivalDeadline == nil {
                    arrivalDeadline = .now + limits.readTimeout
                }
                return .waiting
            case .head:
                guard openRequest(bench.feed, limits, responder) else { return .closed }
            case .end:
                arrivalDeadline = nil
                leftover = Array(rest)
                return finishRequest(bench.feed)
            case .aborted:
                let keeps = request.pointee.keepConnection != 0 && request.pointee.out != nil
                forgetRequest()
                if !keeps { return .closed }
            case .broken:
                return .garbled
            }
        }
    }

    /// Management records and the like: a peer that does not read the answers does not get them.
    private func sendReplies() {
        let replies = intake.takeReplies()
        guard !replies.isEmpty else { return }
        _ = Glibc.send(descriptor, replies, replies.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    }

    /// Gives the parameters to libfcgi, and looks at what it makes of them.
    private func openRequest(_ feed: Feed, _ limits: Limits, _ responder: some Responder) -> Bool {
        guard feed.load(intake.takeTape()), accept(from: feed), let parameters = request.pointee.envp else {
            return false
        }

        var reader = ParameterReader(headLimit: limits.headBytes)
        var entry = parameters
        while let text = entry.pointee {
            reader.read(text)
            // libfcgi frees them with the request; nobody needs them twice for as long as the application works.
            free(text)
            entry.pointee = nil
            entry += 1
        }
        method = reader.method
        if intake.flaw == .tooLarge || reader.headBytes > limits.headBytes {
            refusal = .headTooLarge(limit: limits.headBytes)
            // Where the parameters are whole, the application can answer with a page.
            if intake.flaw == nil { received = reader.request() }
        } else if intake.flaw == nil, let request = reader.request() {
            received = request
            intake.bodyLimit = responder.bodyLimit(for: request.head)
            switch request.announcedBody {
            case .invalid: refusal = .malformed
            case .bytes(let count) where count > intake.bodyLimit: refusal = .bodyTooLarge(limit: intake.bodyLimit)
            default: break
            }
        } else {
            refusal = .malformed
        }
        if refusal != nil { intake.bodyLimit = 0 }
        return true
    }

    /// Reads the body from libfcgi.
    private func finishRequest(_ feed: Feed) -> Reception {
        // Its buffer is not needed while the application works.
        defer { FCGX_FreeStream(&request.pointee.in) }
        if let refusal { return .refused(refusal, received) }
        guard var received = received.take() else { return .closed }
        let count = intake.bodyCount
        guard count <= intake.bodyLimit else { return .refused(.bodyTooLarge(limit: intake.bodyLimit), received) }
        if case .bytes(let announced) = received.announcedBody, announced != count {
            return .refused(.malformed, received)
        }
        guard count > 0 else { return .request(received) }
        guard feed.load(intake.takeTape()) else { return .closed }
        request.pointee.ipcFd = feed.descriptor
        defer { request.pointee.ipcFd = descriptor }
        received.body = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.withMemoryRebound(to: CChar.self) {
                initialized = Int(FCGX_GetStr($0.baseAddress, Int32(clamping: count), request.pointee.in))
            }
        }
        return received.body.count == count ? .request(received) : .closed
    }
}
