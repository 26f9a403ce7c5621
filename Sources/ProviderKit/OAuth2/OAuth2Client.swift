import FoundationEssentials
import HTTPTypes

/// Exchanges codes and refresh tokens for access tokens (RFC 6749 sections 4.1.3 and 6).
public struct OAuth2Client: Sendable {
    /// Whom it talks to.
    public let server: OAuth2Server

    /// A client of a server.
    public init(_ server: OAuth2Server) {
        self.server = server
    }

    /// Exchanges the code that the customer came back with.
    ///
    /// - Throws: ``ProviderError/invalidCode`` for a code that the server does not take (used, expired, somebody else's).
    public func exchange(code: Secret, proof: ProofKey, redirectURI: String, in context: ProviderContext)
        async throws(ProviderError) -> OAuth2Tokens
    {
        try await request(
            [
                ("grant_type", "authorization_code"), ("code", code.reveal()), ("redirect_uri", redirectURI),
                ("code_verifier", proof.verifier.reveal()),
            ], refusal: .invalidCode, in: context)
    }

    /// Asks for a new access token. A server may issue a new refresh token with it, and the old one is then void: so it is
    /// for the ``TokenRefresher`` to call this.
    ///
    /// - Throws: ``ProviderError/reauthorisationRequired(_:)`` when the server refuses, or there is no refresh token.
    func refresh(_ tokens: OAuth2Tokens, in context: ProviderContext) async throws(ProviderError) -> OAuth2Tokens {
        guard let refreshToken = tokens.refreshToken else {
            throw .reauthorisationRequired("its access has expired, and the provider gave no refresh token")
        }
        return try await request(
            [("grant_type", "refresh_token"), ("refresh_token", refreshToken.reveal())],
            refusal: .reauthorisationRequired(
                "the provider does not take the refresh token: it has expired, was withdrawn, or was used before"),
            in: context
        ).following(tokens)
    }

    private func request(
        _ fields: [(name: String, value: String)], refusal: ProviderError, in context: ProviderContext
    ) async throws(ProviderError) -> OAuth2Tokens {
        var fields = fields + [("client_id", server.clientID)]
        if let secret = server.clientSecret { fields.append(("client_secret", secret.reveal())) }
        let call = HTTPCall(
            .post, server.tokenURL,
            headerFields: [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"],
            body: Array(FormText.encode(fields).utf8))
        let answer = try await context.http.send(call).checked()
        guard answer.statusCode == 200 else {
            let code = (try? JSONValue(parsing: answer.body))?["error"]?.string
            switch code {
            case "invalid_grant": throw refusal
            case "invalid_client", "unauthorized_client":
                throw .unavailable("it does not accept our client id and secret (\(answer.statusCode))")
            default: throw .unexpectedAnswer("the token endpoint answers \(answer.statusCode)")
            }
        }
        return try TokenAnswer(answer).tokens(now: context.now)
    }
}
