import FoundationEssentials
public import ProviderKit

/// Tibber, the provider to copy for one whose customers sign in on its own website (FlatPeak protocol, section 7).
///
/// A contract is a home with a subscription, and its reference the home's id. Prices are those of the local day, by the hour
/// or the quarter of an hour, VAT and fees included.
public struct Tibber: OAuth2Provider {
    /// Id and name as FlatPeak's dashboard has them. There is no login form: customers never give us a password.
    public static let profile = ProviderProfile(
        flatPeakID: "prv_65b2d4e8f13c7a9065d82b1f",
        slug: "tibber",
        displayName: "Tibber",
        integrationInstance: "TIBBER",
        loginFields: []
    )

    /// What one call hands to the next.
    public struct Grant: OAuth2Grant {
        /// What Tibber issued last.
        public var tokens: OAuth2Tokens
        /// The home that is meant.
        var homeID: String?

        enum CodingKeys: String, CodingKey {
            case tokens
            case homeID = "home_id"
        }
    }

    /// Tibber's authorisation server.
    public let oauth2: OAuth2Client
    private let api: TibberAPI

    /// Reads `TIBBER_CLIENT_ID` and `TIBBER_CLIENT_SECRET`, and `TIBBER_API_URL`, `TIBBER_AUTHORIZE_URL` and
    /// `TIBBER_TOKEN_URL` where they are not Tibber's own.
    public init(settings: ProviderSettings) throws(ConfigurationFault) {
        api = TibberAPI(url: try settings.url("API_URL", default: "https://api.tibber.com/v1-beta/gql"))
        oauth2 = OAuth2Client(
            try OAuth2Server(
                settings: settings, authorizeURL: "https://thewall.tibber.com/connect/authorize",
                tokenURL: "https://thewall.tibber.com/connect/token", scopes: ["tibber_graph", "price", "consumption"]))
    }

    /// Finds the home.
    public func authorise(with tokens: OAuth2Tokens, previous: Grant?, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        var grant = Grant(tokens: tokens, homeID: previous?.homeID)
        // Chosen once, a home stays the one: `capture` says so if its subscription has ended.
        if grant.homeID != nil { return .complete(grant) }
        let homes = try await subscribed(grant, in: context)
        switch homes.count {
        case 0: return .needs(.noAvailableTariffs, grant)
        case 1:
            grant.homeID = homes.first?.id
            return .complete(grant)
        default: return .needs(.multipleAvailableTariffs(homes.map(\.choice)), grant)
        }
    }

    /// Goes on with the home that the customer chose.
    public func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        guard case .account(let id) = answer, try await subscribed(grant, in: context).contains(where: { $0.id == id })
        else { throw .invalidSelection }
        return .complete(Grant(tokens: grant.tokens, homeID: id))
    }

    /// Reads the home's prices.
    public func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<TibberTariff>
    {
        guard let id = reference ?? grant.homeID else { throw .selectionRequired }
        let homes = try await api.homes(grant.tokens.accessToken, context.http)
        guard let home = homes.first(where: { $0.id == id }) else { throw .unknownReference }
        guard context.direction == .import, home.isSubscribed else { throw .noTariff }
        let prices = try await api.prices(ofHome: id, grant.tokens.accessToken, context.http)
        return Captured(
            TibberTariff(home: home, prices: prices, day: try home.day(containing: context.now)), referenceID: id,
            postalAddress: home.address?.postalAddress)
    }

    /// Translates to FlatPeak's tariff of the local day.
    public func convert(_ tariff: TibberTariff) throws(ProviderError) -> Tariff {
        try tariff.flatPeakTariff(Self.profile)
    }

    /// The homes with a subscription. Tibber tells what energy costs, not what it pays: for export there are none.
    private func subscribed(_ grant: Grant, in context: ProviderContext) async throws(ProviderError) -> [TibberHome] {
        guard context.direction == .import else { return [] }
        return try await api.homes(grant.tokens.accessToken, context.http).filter(\.isSubscribed)
    }
}
