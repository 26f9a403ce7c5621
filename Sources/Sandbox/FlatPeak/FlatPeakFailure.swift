import HTTPTypes

/// A refusal of FlatPeak's API (FlatPeak protocol, section 5).
enum FlatPeakFailure: Error, Hashable {
    /// 403: a wrong account, key or bearer token.
    case badCredentials
    /// 404.
    case notFound
    /// An error object that names what is wrong.
    case invalid(code: String, message: String, status: HTTPResponse.Status = .unprocessableContent)

    var status: HTTPResponse.Status {
        switch self {
        case .badCredentials: .forbidden
        case .notFound: .notFound
        case .invalid(_, _, let status): status
        }
    }

    var json: JSONValue {
        switch self {
        case .badCredentials: ["message": "Bad credentials"]
        case .notFound: ["message": "Not Found"]
        case .invalid(let code, let message, _):
            [
                "object": "error", "live_mode": false, "type": "invalid_request", "code": .string(code),
                "message": .string(message),
            ]
        }
    }

    init(_ failure: ConnectFailure) {
        self = .invalid(code: failure.code, message: failure.message, status: failure.status)
    }
}
