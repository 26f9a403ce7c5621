public import HTTPTypes

/// Why a request was turned away before the application saw it.
public enum Refusal: Error, Hashable, Sendable {
    /// The request line and header fields are larger than ``Limits/headBytes``.
    case headTooLarge(limit: Int)
    /// The body is larger than the application takes.
    case bodyTooLarge(limit: Int)
    /// The body did not arrive within ``Limits/readTimeout``.
    case readTimeout
    /// No usable method, or a body that ends before its announced length.
    case malformed
    /// ``Limits/inFlight`` requests are being worked on already.
    case busy

    /// The status that says the truth (RFC 9110 section 15, RFC 6585 section 5).
    public var status: HTTPResponse.Status {
        switch self {
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .readTimeout: .requestTimeout
        case .malformed: .badRequest
        case .busy: .serviceUnavailable
        }
    }

    /// Seconds after which a further try makes sense; only where the refusal passes by itself.
    public var retryAfter: Int? { self == .busy ? 2 : nil }

    /// What a person reads where the application has no page of its own.
    public var explanation: String {
        switch self {
        case .headTooLarge(let limit): "The request's address and header fields exceed \(limit) bytes."
        case .bodyTooLarge(let limit): "The request's body exceeds \(limit) bytes."
        case .readTimeout: "The request's body did not arrive in time."
        case .malformed: "The request is incomplete."
        case .busy: "Too many requests are being worked on. Please try again in a moment."
        }
    }

    var plainResponse: Response {
        var response = Response.text(status, explanation)
        if let retryAfter { response.head.headerFields[.retryAfter] = String(retryAfter) }
        return response
    }
}
