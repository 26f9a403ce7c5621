/// A provider whose customers sign in on its own website (RFC 6749): no password comes near us.
///
/// Instead of ``Provider/authorise(_:in:)`` there is ``authorise(with:previous:in:)``, which is given tokens. They are always
/// fresh, in ``Provider/capture(_:reference:in:)`` and ``Provider/captureExtraAuthData(_:for:in:)`` too: where the provider's
/// API refuses them all the same, throw ``ProviderError/reauthorisationRequired(_:)``, and the function is called once more
/// with renewed ones before the customer hears of it.
public protocol OAuth2Provider: Provider where Grant: OAuth2Grant {
    /// The provider's authorisation server.
    var oauth2: OAuth2Client { get }

    /// Finds out which contract is meant, once the customer has signed in.
    ///
    /// The tokens are fresh, and the grant that is returned has to hold them. `previous` is the grant of an earlier time,
    /// where FlatPeak's backend asks; `nil` with a customer in front of the browser.
    func authorise(with tokens: OAuth2Tokens, previous: Grant?, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
}

/// The grant of a provider with OAuth2.
public protocol OAuth2Grant: Codable, Sendable {
    /// What the token endpoint issued last.
    var tokens: OAuth2Tokens { get set }
}

extension OAuth2Provider {
    /// Takes the tokens of the customer who has just come back, or else those that are stored, and makes them fresh.
    public func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        guard let tokens = signIn.tokens ?? signIn.previous?.tokens else {
            throw .reauthorisationRequired("there are no tokens of an earlier sign-in that can be read")
        }
        return try await withFresh(tokens, in: context) { tokens throws(ProviderError) in
            try await authorise(with: tokens, previous: signIn.previous, in: context)
        }
    }

    /// Does something with fresh tokens; where the provider refuses them all the same, once more with renewed ones (it may
    /// have withdrawn them, or its clock is ahead of ours).
    func withFresh<Value>(
        _ tokens: OAuth2Tokens, in context: ProviderContext,
        _ work: (OAuth2Tokens) async throws(ProviderError) -> Value
    ) async throws(ProviderError) -> Value {
        let fresh = try await context.refresher.fresh(tokens, oauth2, in: context)
        do {
            return try await work(fresh)
        } catch {
            guard case .reauthorisationRequired = error, fresh.refreshToken != nil else { throw error }
        }
        return try await work(try await context.refresher.renewed(after: fresh, oauth2, in: context))
    }
}
