public import HTTPTypes

/// The application behind a ``Server`` or a ``CGI`` process.
public protocol Responder: Sendable {
    /// Answers one request. Thousands of these may be waiting at once; each has a task of its own.
    func respond(to request: Request) async -> Response

    /// Answers a request that the transport turned away before the application saw it.
    ///
    /// - Parameters:
    ///   - refusal: why.
    ///   - request: what is known of it (never its body); `nil` where not even the head could be read.
    /// - Returns: what the customer sees.
    func respond(to refusal: Refusal, of request: Request?) -> Response

    /// How many bytes of body this request may bring; more is ``Refusal/bodyTooLarge(limit:)``.
    func bodyLimit(for head: HTTPRequest) -> Int
}

extension Responder {
    /// A plain text that says what was wrong.
    public func respond(to refusal: Refusal, of request: Request?) -> Response { refusal.plainResponse }

    /// 64 KB.
    public func bodyLimit(for head: HTTPRequest) -> Int { 65_536 }
}
