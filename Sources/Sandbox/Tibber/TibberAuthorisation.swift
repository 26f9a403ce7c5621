import ProviderKit

/// A client's request to the authorisation endpoint (RFC 6749 section 4.1.1, RFC 7636 section 4.3), once it may be answered
/// with a redirect: its client and its redirect URI are known.
struct TibberAuthorisation: Sendable, Hashable {
    let clientID: String
    let redirectURI: String
    let state: String?
    let challenge: String
    let scopes: [String]

    private static let knownScopes: Set<String> = ["openid", "offline_access", "tibber_graph", "price", "consumption"]

    /// Checks the rest of the request.
    ///
    /// - Throws: ``TibberFailure``, which the client is told by a redirect.
    init(_ query: [String: String], clientID: String, redirectURI: String) throws(TibberFailure) {
        self.clientID = clientID
        self.redirectURI = redirectURI
        state = query["state"]
        guard query["response_type"] == "code" else {
            throw TibberFailure(code: "unsupported_response_type", description: "response_type must be code")
        }
        guard let challenge = query["code_challenge"], query["code_challenge_method"] == "S256" else {
            throw .request("a code_challenge with the method S256 is required")
        }
        guard challenge.utf8.count == 43 else { throw .request("the code_challenge is no SHA-256 in base64url") }
        self.challenge = challenge
        scopes = (query["scope"] ?? "").split(separator: " ").map(String.init)
        guard !scopes.isEmpty, scopes.allSatisfy(Self.knownScopes.contains) else {
            throw TibberFailure(code: "invalid_scope", description: "a scope is unknown, or there is none")
        }
    }

    /// Whether a verifier is the one that the challenge was made of.
    func isProven(by verifier: String?) -> Bool {
        guard let verifier, (43...128).contains(verifier.utf8.count) else { return false }
        return ProofKey(verifier: Secret(verifier)).challenge == challenge
    }
}
