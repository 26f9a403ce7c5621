public import FoundationEssentials

/// What surrounds one call of a provider's functions.
public struct ProviderContext: Sendable {
    /// The HTTP client of this sign-in, with its cookies and its deadline.
    public let http: HTTPSession
    /// Whether the customer connects what they buy or what they sell.
    public let direction: Tariff.Direction
    /// The time that counts as now: the real one, but in tests.
    public let now: Date
    /// Renews the tokens of providers with OAuth2; one for the whole process.
    public let refresher: TokenRefresher

    /// Describes a call's surroundings; see the properties.
    public init(
        http: HTTPSession, direction: Tariff.Direction = .import, now: Date = Date(),
        refresher: TokenRefresher = TokenRefresher()
    ) {
        self.http = http
        self.direction = direction
        self.now = now
        self.refresher = refresher
    }
}
