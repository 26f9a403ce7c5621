public import FoundationEssentials

/// What surrounds one call of a provider's functions.
public struct ProviderContext: Sendable {
    /// The HTTP client of this sign-in, with its cookies and its deadline.
    public let http: HTTPSession
    /// Whether the customer connects what they buy or what they sell.
    public let direction: Tariff.Direction
    /// The time that counts as now: the real one, but in tests.
    public let now: Date

    /// Describes a call's surroundings; see the properties.
    public init(http: HTTPSession, direction: Tariff.Direction = .import, now: Date = Date()) {
        self.http = http
        self.direction = direction
        self.now = now
    }
}
