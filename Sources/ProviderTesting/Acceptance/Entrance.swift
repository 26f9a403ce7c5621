import ProviderKit

/// How a provider's customers sign in.
public enum SignInKind: Sendable, Hashable, CaseIterable {
    /// With login and password, in a form of ours.
    case loginForm
    /// On the provider's own website, at its authorisation server (`OAuth2Provider`).
    case oauth2

    init<P: Provider>(of type: P.Type) { self = type is any OAuth2Provider.Type ? .oauth2 : .loginForm }
}

/// A provider as the flow calls it: one with OAuth2 is given fresh tokens, and has a server to get them from.
struct Entrance<P: Provider>: Sendable {
    let provider: any Provider<P.Grant, P.ProviderTariff>
    /// `nil` for a login form.
    let oauth2: OAuth2Client?

    init(_ provider: P) {
        if let elsewhere = provider as? any OAuth2Provider, let renewing = Self.renewing(elsewhere) {
            self.provider = renewing
            oauth2 = elsewhere.oauth2
        } else {
            self.provider = provider
            oauth2 = nil
        }
    }

    private static func renewing<O: OAuth2Provider>(_ provider: O) -> (any Provider<P.Grant, P.ProviderTariff>)? {
        RenewingProvider(provider) as? any Provider<P.Grant, P.ProviderTariff>
    }
}
