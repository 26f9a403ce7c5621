public import FoundationEssentials
public import HTTPTypes

/// Carries one HTTP call out: over the network (``NetworkTransport``), or from a recording.
public protocol HTTPTransport: Sendable {
    /// Sends a request and reads the whole answer. Redirects are not followed.
    ///
    /// - Parameter deadline: for everything: connecting, sending, the answer's last byte.
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

/// Why no answer came.
public enum HTTPFailure: Error, Hashable, Sendable {
    /// The deadline passed.
    case timedOut
    /// No connection, or it broke; the text says how, without the address's query.
    case unreachable(String)
    /// The answer is larger than this many bytes.
    case answerTooLarge(limit: Int)
}
