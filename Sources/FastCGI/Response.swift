public import HTTPTypes

/// One answer: status and header fields, and the whole body.
public struct Response: Sendable {
    /// Status and header fields. `Content-Length` and `Status` are written by the transport.
    public var head: HTTPResponse
    /// The body as it goes out; left out for `HEAD`, 204 and 304.
    public var body: [UInt8]

    /// Creates an answer.
    public init(head: HTTPResponse, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// A short plain text, for answers that no application page stands behind.
    public static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var head = HTTPResponse(status: status)
        head.headerFields[.contentType] = "text/plain; charset=utf-8"
        return Response(head: head, body: Array("\(text)\n".utf8))
    }
}
