import FoundationEssentials
public import ProviderKit

/// Octopus Energy in Great Britain, through Kraken's GraphQL API (FlatPeak protocol, section 6).
///
/// Customers log in with e-mail address and password. A contract is a meter point of an account, and its reference
/// `<account number>/<MPAN>`; what it costs is in the agreement that is live now. Every tariff is given for the local day,
/// and expires with it.
public struct OctopusEnergyUK: Provider {
    /// Id and name as FlatPeak's dashboard has them.
    public static let profile = ProviderProfile(
        flatPeakID: "prv_64f1c0a7d92b3e58a1046c7e",
        slug: "octopus-energy-uk",
        displayName: "Octopus Energy",
        integrationInstance: "OCTOPUS_ENERGY_UK"
    )

    /// What one call hands to the next.
    ///
    /// Kraken's tokens live for an hour, and a customer may take longer to choose a home: login and password are kept
    /// beside the token, sealed as it is, so that a new one can be had. Their keys are not those of the login form, whose
    /// fields FlatPeak stores as well.
    public struct Grant: Codable, Sendable {
        var accessToken: Secret
        let email: Secret
        let password: Secret
        /// The contract that is meant.
        var reference: String?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case email = "renewal_email"
            case password = "renewal_password"
            case reference = "contract_reference"
        }
    }

    private let api: KrakenAPI
    private let hours: RegisterHours

    /// Reads `OCTOPUS_ENERGY_UK_API_URL`, and the hours of tariffs whose hours the API does not tell:
    /// `OCTOPUS_ENERGY_UK_NIGHT_HOURS`, `_OFFPEAK_HOURS` and `_EV_HOURS`, each `HH:MM-HH:MM` in GMT.
    public init(settings: ProviderSettings) throws(ConfigurationFault) {
        let client = KrakenClient(url: try settings.url("API_URL", default: "https://api.octopus.energy/v1/graphql/"))
        api = KrakenAPI(client: client)
        hours = try RegisterHours(settings: settings)
    }

    /// Logs in, and finds the live contract.
    public func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        let (email, password) = (signIn.credentials.login, signIn.credentials.password)
        let token = try await api.login(email: email, password: password, context.http)
        var grant = Grant(accessToken: token, email: email, password: password)
        // Chosen once, a contract stays the one: `capture` says so if it has ended.
        grant.reference = signIn.previous?.reference
        if grant.reference != nil { return .complete(grant) }
        let live = try await liveContracts(&grant, in: context)
        switch live.count {
        case 0: return .needs(.noAvailableTariffs, grant)
        case 1:
            grant.reference = live.first?.reference
            return .complete(grant)
        default: return .needs(.multipleAvailableTariffs(live.map(\.choice)), grant)
        }
    }

    /// Goes on with the home that the customer chose.
    public func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        guard case .account(let reference) = answer else { throw .invalidSelection }
        var grant = grant
        let live = try await liveContracts(&grant, in: context)
        guard live.contains(where: { $0.reference == reference }) else { throw .invalidSelection }
        grant.reference = reference
        return .complete(grant)
    }

    /// Reads the agreement that is live for the contract, and with it the prices.
    public func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<OctopusTariff>
    {
        guard let reference = reference ?? grant.reference else { throw .selectionRequired }
        guard let wanted = ContractReference(reference) else { throw .unknownReference }
        var grant = grant
        let meterPoints = try await signedIn(&grant, context.http) { token throws(KrakenFailure) in
            guard try await api.accounts(token, context.http).contains(wanted.account) else { return [MeterPoint]() }
            return try await api.meterPoints(of: wanted.account, token, context.http)
        }.filter { $0.mpan == wanted.mpan }
        guard !meterPoints.isEmpty else { throw .unknownReference }
        let live = try Contract.live(
            in: wanted.account, meterPoints, direction: context.direction, now: context.now)
        guard let contract = live.first else { throw .noTariff }
        let tariff = OctopusTariff(contract.agreement, on: try Self.day(containing: context.now))
        return Captured(tariff, referenceID: contract.reference, postalAddress: contract.address?.postalAddress)
    }

    /// Translates to FlatPeak's tariff of the local day.
    public func convert(_ tariff: OctopusTariff) throws(ProviderError) -> Tariff {
        try tariff.flatPeakTariff(Self.profile, hours: hours)
    }

    /// The live contracts of every account that the login has.
    private func liveContracts(_ grant: inout Grant, in context: ProviderContext) async throws(ProviderError)
        -> [Contract]
    {
        let accounts = try await signedIn(&grant, context.http) { token throws(KrakenFailure) in
            var accounts: [(number: String, meterPoints: [MeterPoint])] = []
            for number in try await api.accounts(token, context.http) {
                accounts.append((number, try await api.meterPoints(of: number, token, context.http)))
            }
            return accounts
        }
        var live: [Contract] = []
        for account in accounts {
            live += try Contract.live(
                in: account.number, account.meterPoints, direction: context.direction, now: context.now)
        }
        return live
    }

    /// Does something with the token; where Kraken says that it has expired, once more with a new one.
    private func signedIn<Value>(
        _ grant: inout Grant, _ http: HTTPSession, _ work: (Secret) async throws(KrakenFailure) -> Value
    ) async throws(ProviderError) -> Value {
        do throws(KrakenFailure) {
            return try await work(grant.accessToken)
        } catch {
            guard case .tokenRefused = error else { throw error.providerError }
        }
        grant.accessToken = try await api.login(email: grant.email, password: grant.password, http)
        do throws(KrakenFailure) {
            return try await work(grant.accessToken)
        } catch {
            throw error.providerError
        }
    }

    private static func day(containing now: Date) throws(ProviderError) -> LocalDay {
        do {
            return try ZoneDatabase.system.zone("Europe/London").localDay(containing: now)
        } catch {
            throw .unavailable("its time zone is unknown here: \(error)")
        }
    }
}
