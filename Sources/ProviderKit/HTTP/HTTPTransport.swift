public import FoundationEssentials
public import HTTPTypes

/// Carries one HTTP call out: over the network (``NetworkTransport``), or from a recording.
public protocol HTTPTransport: Sendable {
    /// Sends a request and reads the whole answer. Redirects are not followed.
    ///
    /// - Parameters:
    ///   - call: what to send.
    ///   - deadline: for everything: connecting, sending, the answer's last byte.
    /// - Returns: an answer of any status.
    /// - Throws: ``HTTPFailure`` where none came.
    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer
}

/// One call to send.
public struct HTTPCall: Sendable {
    /// The method.
    public var method: HTTPRequest.Method
    /// An absolute http or https address.
    public var url: URL
    /// Header fields; `Host` and `Content-Length` are added.
    public var headerFields: HTTPFields
    /// The body; empty for none.
    public var body: [UInt8]

    /// Describes a call; see the properties.
    public init(_ method: HTTPRequest.Method, _ url: URL, headerFields: HTTPFields = [:], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headerFields = headerFields
        self.body = body
    }
}

extension HTTPCall: CustomStringConvertible, CustomReflectable {
    /// Method and address, without query, header fields and body: those hold passwords and tokens.
    public var description: String {
        let port = url.port.map { ":\($0)" } ?? ""
        return "\(method.rawValue) \(url.scheme ?? "")://\(url.host() ?? "")\(port)\(url.path)"
    }
    /// Nothing inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What came back.
public struct HTTPAnswer: Sendable {
    /// The status.
    public var status: HTTPResponse.Status
    /// Header fields.
    public var headerFields: HTTPFields
    /// The whole body, as it came (no content coding is asked for).
    public var body: [UInt8]

    /// The status as a number, such as 404.
    public var statusCode: Int { status.code }

    /// Describes an answer; see the properties.
    public init(status: HTTPResponse.Status, headerFields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
    }
}

extension HTTPAnswer: CustomStringConvertible, CustomReflectable {
    /// Status and length, without header fields and body: those hold cookies and tokens.
    public var description: String { "\(status.code), \(body.count) bytes" }
    /// Nothing inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why no answer came.
public enum HTTPFailure: Error, Hashable, Sendable {
    /// The deadline passed.
    case timedOut
    /// No connection, or it broke; the text says how, without the address's query.
    case unreachable(String)
    /// The answer is larger than this many bytes.
    case answerTooLarge(limit: Int)
}
