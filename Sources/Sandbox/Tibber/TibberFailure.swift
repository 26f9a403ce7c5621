import HTTPTypes

/// A refusal of the token endpoint (RFC 6749 section 5.2), or an error that the customer is sent back with (4.1.2.1).
struct TibberFailure: Error, Hashable {
    let code: String
    /// For the developer; says which rule was broken.
    let description: String

    var status: HTTPResponse.Status { code == "invalid_client" ? .unauthorized : .badRequest }

    static func request(_ description: String) -> TibberFailure {
        TibberFailure(code: "invalid_request", description: description)
    }

    static func grant(_ description: String) -> TibberFailure {
        TibberFailure(code: "invalid_grant", description: description)
    }

    static let client = TibberFailure(code: "invalid_client", description: "client_id or client_secret is wrong")
}
