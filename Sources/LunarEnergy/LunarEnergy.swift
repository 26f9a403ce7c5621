import FoundationEssentials
public import ProviderKit

/// Lunar Energy, the provider of FlatPeak's guide: read it first, and copy it.
///
/// Customers log in with e-mail address and password; some are sent a one-time code, some have several homes.
/// `LunarAPI` talks to the provider, `LunarTariff+Conversion` translates, and this file decides.
public struct LunarEnergy: Provider {
    /// Id and name as FlatPeak's dashboard has them.
    public static let profile = ProviderProfile(
        flatPeakID: "prv_63a6087272941ef077a8fd3e",
        slug: "lunar-energy",
        displayName: "Lunar Energy",
        integrationInstance: "LUNAR_ENERGY",
        loginFields: [
            LoginField(name: "login", label: LunarTexts.email, kind: .email, autocomplete: "username"),
            LoginField(name: "password", kind: .password, autocomplete: "current-password"),
        ]
    )

    /// What one call hands to the next. The token is a ``Secret``: FlatPeak stores it sealed.
    public struct Grant: Codable, Sendable {
        var accessToken: Secret?
        /// The contract that is meant.
        var contractID: String?
        /// While a one-time code is awaited.
        var challenge: Secret?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case contractID = "contract_id"
            case challenge
        }
    }

    private let api: LunarAPI

    /// Reads `LUNAR_ENERGY_API_URL`.
    public init(settings: ProviderSettings) throws(ConfigurationFault) {
        api = LunarAPI(base: try settings.url("API_URL", default: "https://api.lunar-energy.example"))
    }

    /// Logs in, and finds the live contract.
    public func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        // FlatPeak's backend brings the last token along: while it lives, no login is needed (and no one-time code).
        if let previous = signIn.previous, previous.accessToken != nil {
            do {
                return try await chooseContract(previous, in: context)
            } catch {
                guard case .reauthorisationRequired = error else { throw error }
            }
        }
        let login = try await api.login(
            email: signIn.credentials.login, password: signIn.credentials.password, context.http)
        switch login {
        case .signedIn(let token):
            let grant = Grant(accessToken: token, contractID: signIn.previous?.contractID)
            return try await chooseContract(grant, in: context)
        case .codeRequired(let challenge, let hint):
            return .needs(.code(hint: hint), Grant(challenge: challenge))
        }
    }

    /// Goes on with the one-time code, or with the home that the customer chose.
    public func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        var grant = grant
        switch answer {
        case .code(let code):
            guard let challenge = grant.challenge else { throw .expiredCode }
            grant.accessToken = try await api.login(challenge: challenge, code: code, context.http)
            grant.challenge = nil
        case .account(let id):
            grant.contractID = id
        }
        let authorisation = try await chooseContract(grant, in: context)
        // A choice that is none of the customer's own contracts.
        if case .account = answer, case .needs = authorisation { throw .invalidSelection }
        return authorisation
    }

    /// Reads the contract's prices.
    public func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<LunarTariff>
    {
        let token = try token(of: grant)
        guard let id = reference ?? grant.contractID else { throw .selectionRequired }
        let contracts = try await api.contracts(token, context.http)
        guard let contract = contracts.first(where: { $0.id == id }) else { throw .unknownReference }
        let prices = try await api.prices(of: id, token, context.http)
        return Captured(
            LunarTariff(contract: contract, prices: prices), referenceID: id,
            postalAddress: contract.address.postalAddress)
    }

    /// Translates to FlatPeak's tariff.
    public func convert(_ tariff: LunarTariff) throws(ProviderError) -> Tariff {
        try tariff.flatPeakTariff(integrationInstance: Self.profile.integrationInstance)
    }

    /// One live contract is the one; of several, the one that was chosen.
    private func chooseContract(_ grant: Grant, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        let live = try await api.contracts(token(of: grant), context.http)
            .filter { $0.status == .active && $0.direction == LunarContract.Direction(context.direction) }
        if live.contains(where: { $0.id == grant.contractID }) { return .complete(grant) }
        switch live.count {
        case 0: return .needs(.noAvailableTariffs, grant)
        case 1 where grant.contractID == nil:
            var grant = grant
            grant.contractID = live.first?.id
            return .complete(grant)
        default:
            let choices = live.map { AccountChoice(id: $0.id, name: $0.address.line, description: $0.id) }
            return .needs(.multipleAvailableTariffs(choices), grant)
        }
    }

    private func token(of grant: Grant) throws(ProviderError) -> Secret {
        guard let token = grant.accessToken else { throw .codeRequired }
        return token
    }
}
