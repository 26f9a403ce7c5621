import HTTPTypes

/// A refusal of Lunar Energy's API.
enum LunarFailure: Error, Hashable {
    case invalidRequest
    case invalidCredentials
    case invalidCode
    case expiredCode
    case unauthorised
    case notFound
    case tooManyAttempts(retryAfter: Int)
    case unavailable

    var status: HTTPResponse.Status {
        switch self {
        case .invalidRequest: .badRequest
        case .invalidCredentials, .invalidCode, .unauthorised: .unauthorized
        case .expiredCode: .gone
        case .notFound: .notFound
        case .tooManyAttempts: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }

    /// The `error` of the answer.
    var code: String {
        switch self {
        case .invalidRequest: "invalid_request"
        case .invalidCredentials: "invalid_credentials"
        case .invalidCode: "invalid_code"
        case .expiredCode: "expired_code"
        case .unauthorised: "unauthorised"
        case .notFound: "not_found"
        case .tooManyAttempts: "too_many_attempts"
        case .unavailable: "unavailable"
        }
    }
}
