import HTTPTypes

/// A refusal of Connect: its error object without what the request adds to it (FlatPeak protocol, section 2).
struct ConnectFailure: Error, Hashable {
    /// The `type` of the error object.
    enum Kind: String, Sendable {
        case invalidRequest = "invalid_request"
        case rateLimit = "rate_limit"
        case apiError = "api_error"
    }

    let status: HTTPResponse.Status
    let kind: Kind
    let code: String
    let message: String

    static func invalid(
        _ code: String, _ message: String, status: HTTPResponse.Status = .unprocessableContent
    ) -> ConnectFailure {
        ConnectFailure(status: status, kind: .invalidRequest, code: code, message: message)
    }

    static let unknownToken = invalid(
        "connect_token_not_found",
        "No session has this connect_token. Create a new one with POST /connect/tariff/token.",
        status: .notFound)

    static let expiredToken = invalid(
        "connect_token_expired", "This connect_token has expired. Create a new one with POST /connect/tariff/token.",
        status: .unauthorized)

    static let usedToken = invalid(
        "connect_token_used", "This connect_token has done its work and cannot be used again. Create a new one.")

    /// The step is a right one, but not now.
    static func wrongOrder(_ step: String, in state: ConnectSession.State) -> ConnectFailure {
        invalid("route_not_allowed", "\(step) is not possible here: the session is at \(state.rawValue).")
    }
}
