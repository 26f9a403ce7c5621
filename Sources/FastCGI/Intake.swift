/// What of a connection's bytes may reach libfcgi, and when: a state machine without I/O.
///
/// libfcgi trusts its peer. It waits without end for the rest of a record, allocates whatever a length announces,
/// overflows a buffer on long `FCGI_GET_VALUES` records and loses a pipelined request. So it is given only whole,
/// well-formed requests, within the limits: ``tape`` holds their records, without padding and without everything that
/// is no part of the request. The rest (FastCGI 1.0 sections 3 to 5) is answered here, in ``replies``.
struct Intake {
    /// Where the bytes so far have led.
    enum Step {
        /// Nowhere yet: more must come.
        case wait
        /// The parameters are whole, and on the tape. The body follows; ``Intake/bodyLimit`` can be set.
        case head
        /// The request is whole, and its body is on the tape.
        case end
        /// There is no request after all: the web server gave it up, or wanted another role.
        case aborted
        /// That was no FastCGI.
        case broken
    }

    /// Why the parameters are kept from libfcgi; the tape then has none.
    enum Flaw { case tooLarge, malformed }

    /// How much of a request that is refused is read and thrown away. A web server that finds the connection closed
    /// while it is still sending reports 502 instead of our answer.
    static let discardLimit = 16 * 1024 * 1024

    private(set) var tape: [UInt8] = []
    /// Records to send back at once.
    private(set) var replies: [UInt8] = []
    private(set) var flaw: Flaw?
    /// Bytes of body, with those beyond the limit.
    private(set) var bodyCount = 0
    /// Bytes of body to keep; what is beyond is counted and thrown away.
    var bodyLimit = 0
    /// Whether the peer would not stop sending: it gets its answer, and no further request is read.
    private(set) var isCutShort = false

    private enum Stage { case idle, parameters, body }
    private enum Handling { case ignore, begin, parameters, body, values }

    private let parameterLimit: Int
    private let capacity: Int
    private var stage = Stage.idle
    private var requestID: UInt16 = 0
    private var parameterCount = 0
    private var pairs: PairLengths
    private var values: [UInt8] = []

    /// The record being read.
    private var header = RecordHeader(kind: 0, requestID: 0, contentLength: 0)
    private var headerCount = 0
    /// Eight bytes as they come in: of a header, or of what `FCGI_BEGIN_REQUEST` holds.
    private var bits: UInt64 = 0
    private var contentLeft = 0
    private var paddingLeft = 0
    private var handling = Handling.ignore
    /// What is to be reported once the record is over.
    private var due: Step?

    /// `headBytes` bounds what is read, and `inFlight` is what a web server is told when it asks.
    init(limits: Limits) {
        // Servers pass the target on in up to six parameters, and add about twenty of their own.
        parameterLimit = limits.headBytes * 6 + 32 * 1024
        capacity = limits.inFlight
        pairs = PairLengths(limit: parameterLimit)
    }

    /// Whether a request, or a record, has begun and is not over.
    var isMidway: Bool { stage != .idle || headerCount > 0 || contentLeft > 0 || paddingLeft > 0 }

    /// What was gathered since the last call.
    mutating func takeTape() -> [UInt8] {
        defer { tape = [] }
        return tape
    }

    /// What was gathered since the last call.
    mutating func takeReplies() -> [UInt8] {
        defer { replies = [] }
        return replies
    }

    /// Reads on, until something is to be done or the input is used up.
    mutating func advance(_ input: inout Slice<UnsafeRawBufferPointer>) -> Step {
        while true {
            if contentLeft > 0 {
                guard !input.isEmpty else { return .wait }
                let piece = input.prefix(contentLeft)
                input = input.dropFirst(piece.count)
                contentLeft -= piece.count
                absorb(UnsafeRawBufferPointer(rebasing: piece))
                if contentLeft == 0 { close() }
                continue
            }
            if paddingLeft > 0 {
                guard !input.isEmpty else { return .wait }
                let count = min(paddingLeft, input.count)
                input = input.dropFirst(count)
                paddingLeft -= count
                continue
            }
            if let step = due.take() { return step }
            while headerCount < RecordHeader.size {
                guard let byte = input.popFirst() else { return .wait }
                bits = bits << 8 | UInt64(byte)
                headerCount += 1
            }
            headerCount = 0
            guard let next = RecordHeader(bits: bits) else { return .broken }
            header = next
            (contentLeft, paddingLeft) = (header.contentLength, header.paddingLength)
            guard open() else { return .broken }
            if contentLeft == 0 { close() }
        }
    }
}

// MARK: - One record

extension Intake {
    /// Decides what becomes of a record whose header has been read.
    ///
    /// - Returns: whether it may stand there.
    private mutating func open() -> Bool {
        handling = .ignore
        switch header.kind {
        case RecordKind.begin:
            guard header.requestID != 0, header.contentLength == 8 else { return false }
            if stage == .idle {
                handling = .begin
            } else {
                guard header.requestID != requestID else { return false }
                replies += RecordReplies.end(header.requestID, .cannotMultiplex)
            }
        case RecordKind.getValues where header.requestID == 0:
            handling = .values
            values = []
        case _ where header.requestID == 0:
            replies += RecordReplies.unknownType(header.kind)
        case _ where stage == .idle || header.requestID != requestID:
            break  // Late records of a request that is over (FastCGI 1.0 section 3.3).
        case RecordKind.abort:
            replies += RecordReplies.end(requestID, .complete)
            stage = .idle
            due = .aborted
        case RecordKind.parameters where stage == .parameters:
            openParameters()
        case RecordKind.input where stage == .body:
            openBody()
        default:
            return false
        }
        return true
    }

    private mutating func openParameters() {
        parameterCount += header.contentLength
        if parameterCount > parameterLimit { spoil(.tooLarge) }
        if header.contentLength == 0 {
            if !pairs.isWhole { spoil(.malformed) }
            stage = .body
            due = .head
        } else if parameterCount > Self.discardLimit {
            due = .broken
        }
        if flaw == nil || header.contentLength == 0 { tape.append(header) }
        handling = .parameters
    }

    private mutating func openBody() {
        if header.contentLength == 0 {
            stage = .idle
            due = .end
            return
        }
        bodyCount += header.contentLength
        if bodyCount > Self.discardLimit {
            (stage, due, isCutShort) = (.idle, .end, true)
        } else if bodyCount <= bodyLimit {
            tape.append(header)
            handling = .body
        } else {
            tape = []
        }
    }

    private mutating func absorb(_ piece: UnsafeRawBufferPointer) {
        switch handling {
        case .ignore: break
        case .begin: for byte in piece { bits = bits << 8 | UInt64(byte) }
        case .body: tape.append(contentsOf: piece)
        case .values: values.append(contentsOf: piece)
        case .parameters:
            guard flaw == nil else { return }
            tape.append(contentsOf: piece)
            pairs.follow(piece)
            if pairs.isExceeded { spoil(.tooLarge) }
        }
    }

    /// The content of a record is whole.
    private mutating func close() {
        switch handling {
        case .begin: begin()
        case .values: replies += RecordReplies.values(for: values, capacity: capacity)
        default: break
        }
    }

    private mutating func begin() {
        let role = bits >> 48
        let keepsConnection = bits >> 40 & 1 == 1
        guard role == 1 else {
            replies += RecordReplies.end(header.requestID, .unknownRole)
            if !keepsConnection { due = .aborted }
            return
        }
        (stage, requestID, flaw) = (.parameters, header.requestID, nil)
        (parameterCount, bodyCount, bodyLimit) = (0, 0, 0)
        pairs = PairLengths(limit: parameterLimit)
        tape = []
        tape.append(header)
        tape.append(bigEndian: bits)
    }

    /// Keeps the parameters from libfcgi, but for the record that begins the request.
    private mutating func spoil(_ flaw: Flaw) {
        guard self.flaw == nil else { return }
        self.flaw = flaw
        tape.removeLast(tape.count - 2 * RecordHeader.size)
    }
}
