import Foundation
import ProviderKit

/// A sign-in on the provider's own website from the console: a browser does it, and comes back to this machine (RFC 8252).
struct SignInElsewhere: Sendable {
    let client: OAuth2Client
    /// The port to come back to; 0 for any. A provider that does not let programs take any port has one registered.
    let port: Int
    /// How long a person may take.
    let patience: Duration
    let steps: Steps

    /// Prints the address to open, waits, and exchanges the code.
    ///
    /// - Throws: ``ProviderError``, or `Failure` when the customer says no or nobody comes back.
    func tokens(in context: () -> ProviderContext) async throws -> OAuth2Tokens {
        let listener = try LoopbackListener(port: port)
        defer { listener.close() }
        let redirectURI = "http://127.0.0.1:\(listener.port)/callback"
        let (proof, state) = (ProofKey(), Secret(ProofKey().verifier.reveal()))
        let address = client.server.authorizationURL(redirectURI: redirectURI, state: state.reveal(), proof: proof)
        steps.console.line("\n  Open this address in a browser, and sign in as the test customer:\n\n  \(address)\n")
        let code = try await steps.run("sign in") { () async throws -> (Secret, note: String) in
            let deadline = ContinuousClock.now + patience
            while true {
                let query = try await listener.query(until: deadline)
                if let code = try self.code(in: query, state) { return (code, "the browser came back") }
            }
        }
        return try await steps.run("exchange") {
            let tokens = try await client.exchange(code: code, proof: proof, redirectURI: redirectURI, in: context())
            return (tokens, tokens.refreshToken == nil ? "tokens, none to renew them with" : "tokens")
        }
    }

    /// The code of a callback; `nil` for one that is none of ours.
    private func code(in query: String, _ state: Secret) throws(Failure) -> Secret? {
        let items = URLComponents(string: "?" + query)?.queryItems ?? []
        let values = Dictionary(grouping: items, by: \.name).compactMapValues { $0.count == 1 ? $0[0].value : nil }
        guard let sent = values["state"], Secret(sent) == state else { return nil }
        if let issuer = values["iss"], let expected = client.server.issuer, issuer != expected {
            throw Failure(
                "The answer names another issuer than the provider's.", fix: "check the issuer in OAuth2Server.")
        }
        if let error = values["error"] {
            throw Failure(
                "The provider's login ended with '\(error.printable)'.",
                fix: error == "access_denied"
                    ? "run this again, and allow the access."
                    : "check the client's registration: its redirect URI, its scopes.")
        }
        return values["code"].map { Secret($0) }
    }
}
