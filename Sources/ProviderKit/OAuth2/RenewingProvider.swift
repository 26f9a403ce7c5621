/// A provider with OAuth2, whose functions are given fresh tokens whenever they are called.
package struct RenewingProvider<Base: OAuth2Provider>: Provider {
    package typealias Grant = Base.Grant
    package typealias ProviderTariff = Base.ProviderTariff

    package static var profile: ProviderProfile { Base.profile }
    private let base: Base

    package init(_ base: Base) {
        self.base = base
    }

    package init(settings: ProviderSettings) throws(ConfigurationFault) {
        base = try Base(settings: settings)
    }

    package func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        try await base.authorise(signIn, in: context)
    }

    package func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        try await base.withFresh(grant.tokens, in: context) { tokens throws(ProviderError) in
            try await base.captureExtraAuthData(answer, for: grant.with(tokens), in: context)
        }
    }

    package func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<ProviderTariff>
    {
        try await base.withFresh(grant.tokens, in: context) { tokens throws(ProviderError) in
            try await base.capture(grant.with(tokens), reference: reference, in: context)
        }
    }

    package func convert(_ tariff: ProviderTariff) throws(ProviderError) -> Tariff {
        try base.convert(tariff)
    }
}

extension OAuth2Grant {
    /// The same with other tokens.
    func with(_ tokens: OAuth2Tokens) -> Self {
        var grant = self
        grant.tokens = tokens
        return grant
    }
}
