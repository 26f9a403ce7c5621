public import HTTPTypes

/// One request as the web server handed it over.
public struct Request: Sendable {
    /// Method, scheme, authority, header fields, and in `path` the request target as the customer sent it
    /// (`REQUEST_URI`; where a server sends none, `SCRIPT_NAME` + `PATH_INFO` + query).
    public var head: HTTPRequest
    /// The whole body. Its size is held to ``Responder/bodyLimit(for:)``.
    public var body: [UInt8]
    /// The server parameters (RFC 3875 section 4.1), `HTTP_…` excepted: those are header fields in ``head``.
    public var parameters: Parameters

    /// Creates a request, as a test or another transport does.
    public init(head: HTTPRequest, body: [UInt8] = [], parameters: Parameters = [:]) {
        self.head = head
        self.body = body
        self.parameters = parameters
    }
}
