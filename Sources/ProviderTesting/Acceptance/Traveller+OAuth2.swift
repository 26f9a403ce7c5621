import FoundationEssentials
import ProviderKit

extension Traveller {
    /// The browser's way to the authorisation server and back, and the exchange of the code that it brings.
    func signInElsewhere(_ customer: TestCustomer, _ client: OAuth2Client, in context: ProviderContext)
        async throws(Setback) -> OAuth2Tokens
    {
        let (proof, state) = (ProofKey(), ProofKey().verifier.reveal())
        let address = client.server.authorizationURL(redirectURI: redirectURI, state: state, proof: proof)
        let back: String
        do {
            back = try await pages.visit(address, customer)
        } catch { throw Setback("the authorisation server's pages: \(error)") }
        let code = try AuthorisationAnswer(back).code(for: state, client.server)
        return try await exchange(code, proof, client, in: context)
    }

    func exchange(_ code: Secret, _ proof: ProofKey, _ client: OAuth2Client, in context: ProviderContext)
        async throws(Setback) -> OAuth2Tokens
    {
        do {
            return try await client.exchange(code: code, proof: proof, redirectURI: redirectURI, in: context)
        } catch { throw Setback(error, during: "the exchange of the code") }
    }

    /// The stored grant much later: its access token has ended, where there is one to renew it with.
    func expired(_ grant: P.Grant) -> P.Grant {
        changing(grant) { tokens in
            guard let refreshToken = tokens.refreshToken else { return tokens }
            return OAuth2Tokens(
                accessToken: tokens.accessToken, refreshToken: refreshToken, expiresAt: Int(now.timeIntervalSince1970))
        }
    }

    /// The stored grant, its access token one that the provider's API does not take, though it has not ended.
    func withdrawn(_ grant: P.Grant) -> P.Grant {
        changing(grant) { tokens in
            OAuth2Tokens(
                accessToken: Secret(Journey.wrongAccessTokenText), refreshToken: tokens.refreshToken,
                expiresAt: Int(now.timeIntervalSince1970) + 3600)
        }
    }

    /// The stored grant, ended, its refresh token one that the authorisation server does not take.
    func locked(_ grant: P.Grant) -> P.Grant {
        changing(grant) { tokens in
            OAuth2Tokens(
                accessToken: tokens.accessToken, refreshToken: Secret(Journey.wrongRefreshTokenText),
                expiresAt: Int(now.timeIntervalSince1970))
        }
    }

    /// The tokens in a grant; `nil` with a login form.
    func tokens(in grant: P.Grant) -> OAuth2Tokens? { (grant as? any OAuth2Grant)?.tokens }

    private func changing(_ grant: P.Grant, _ change: (OAuth2Tokens) -> OAuth2Tokens) -> P.Grant {
        guard var changed = grant as? any OAuth2Grant else { return grant }
        changed.tokens = change(changed.tokens)
        return changed as? P.Grant ?? grant
    }
}

/// The address that an authorisation server sends a browser back to (RFC 6749 section 4.1.2).
struct AuthorisationAnswer {
    private let form: FormText

    init(_ address: String) {
        form = FormText(address.split(separator: "?", maxSplits: 1).dropFirst().first?.prefix { $0 != "#" } ?? "")
    }

    /// The code in it.
    func code(for state: String, _ server: OAuth2Server) throws(Setback) -> Secret {
        guard form.plain("state") == [state] else { throw Setback("the browser comes back without the state") }
        if let issuer = server.issuer, let named = form.plain("iss").first, named != issuer {
            throw Setback("the browser comes back from another issuer than the provider's OAuth2Server names")
        }
        if let error = form.plain("error").first {
            throw Setback("the authorisation server sends the customer back with the error '\(error.prefix(40))'")
        }
        let codes = form.plain("code")
        guard codes.count == 1, let code = codes.first, !code.isEmpty else {
            throw Setback("the browser comes back without a code")
        }
        return Secret(code)
    }
}
