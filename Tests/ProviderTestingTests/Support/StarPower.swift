import Foundation
import ProviderTesting

@testable import ProviderKit

/// A provider with OAuth2 that does everything right but for one ``StarFlaw``, which the variable `STAR_POWER_FLAW` names.
struct StarPower: OAuth2Provider {
    static let profile = ProviderProfile(
        flatPeakID: "prv_000000000000000000000002", slug: "star-power", displayName: "Star Power",
        integrationInstance: "STAR_POWER", loginFields: [])

    struct Grant: OAuth2Grant {
        var tokens: OAuth2Tokens
        var contract: String?
        /// What nobody should keep beside the tokens.
        var first: Secret?
        var note: String?
        var reads = 0
    }

    typealias Prices = MoonPower.Prices

    let oauth2: OAuth2Client
    let flaw: StarFlaw?

    init(settings: ProviderSettings) throws(ConfigurationFault) {
        flaw = settings["FLAW"].flatMap(StarFlaw.init)
        let address =
            switch flaw {
            case .asksInClear: "http://star.example/authorize"
            case .asksTwice: "https://star.example/authorize?response_type=code"
            case .asksInFragment: "https://star.example/authorize?a#b"
            default: "https://star.example/authorize"
            }
        let token = flaw == .exchangesElsewhere ? "https://star.example/tokens" : "https://star.example/token"
        guard let authorizeURL = URL(string: address), let tokenURL = URL(string: token) else {
            throw ConfigurationFault(variable: "STAR_POWER_FLAW", problem: "makes no address", fix: "write another")
        }
        oauth2 = OAuth2Client(
            OAuth2Server(
                authorizeURL: authorizeURL, tokenURL: tokenURL, clientID: "ratebridge",
                clientSecret: Secret("star-client-secret"), scopes: flaw == .asksForNothing ? [] : ["prices", "homes"]))
    }

    /// As it is by default, but for a flaw.
    func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        guard let tokens = signIn.tokens ?? signIn.previous?.tokens else { throw .reauthorisationRequired("no tokens") }
        do {
            return try await withFresh(tokens, in: context) { tokens throws(ProviderError) in
                try await authorise(with: tokens, previous: signIn.previous, in: context)
            }
        } catch {
            if case .reauthorisationRequired = error, flaw == .refusedRefreshIsWrongPassword {
                throw .invalidCredentials
            }
            throw error
        }
    }

    func authorise(with tokens: OAuth2Tokens, previous: Grant?, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        var grant = previous ?? Grant(tokens: tokens, first: tokens.accessToken)
        let keepsOld = flaw == .renewsWithOldToken || (flaw == .losesNewestToken && grant.reads == 1)
        if previous == nil || !keepsOld { grant.tokens = tokens }
        if previous != nil { grant.reads += 1 }
        if flaw == .storesTokenInClear { grant.note = tokens.accessToken.reveal() }
        let live = try await live(tokens.accessToken, context)
        if flaw != .asksForChoiceAgain, live.contains(where: { $0.id == grant.contract }) { return .complete(grant) }
        guard live.count == 1, previous == nil || flaw != .asksForChoiceAgain else {
            return .needs(.multipleAvailableTariffs(live.map { AccountChoice(id: $0.id, name: $0.id) }), grant)
        }
        grant.contract = live[0].id
        return .complete(grant)
    }

    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        guard case .account(let id) = answer else { throw .invalidSelection }
        var grant = grant
        grant.contract = id
        if flaw == .takesForgedAccount { return .complete(grant) }
        guard try await live(grant.tokens.accessToken, context).contains(where: { $0.id == id }) else {
            throw .invalidSelection
        }
        return .complete(grant)
    }

    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<Prices>
    {
        let token = flaw == .callsWithOldToken ? grant.first ?? grant.tokens.accessToken : grant.tokens.accessToken
        let wanted = reference ?? grant.contract
        guard let contract = try await live(token, context).first(where: { $0.id == wanted }) else {
            throw .unknownReference
        }
        return Captured(
            Prices(contract: contract, sheet: try await read("/prices/\(contract.id)", token, context)),
            referenceID: contract.id)
    }

    func convert(_ prices: Prices) throws(ProviderError) -> Tariff {
        do {
            var tariff = Tariff.flat(
                prices.sheet.name, prices.contract.direction, instance: Self.profile.integrationInstance,
                price: try Price.pence(prices.sheet.pence))
            tariff.expiryDate = RFC3339.date(from: prices.sheet.until)
            return tariff
        } catch { throw .unexpectedAnswer("a price") }
    }

    private func live(_ token: Secret, _ context: ProviderContext) async throws(ProviderError) -> [MoonPower.Contract] {
        let contracts: [MoonPower.Contract] = try await read("/contracts", token, context)
        return contracts.filter { $0.direction == context.direction }
    }

    private func read<Value: Decodable>(_ path: String, _ token: Secret, _ context: ProviderContext)
        async throws(ProviderError) -> Value
    {
        guard let base = URL(string: "https://star.example") else { throw .unavailable("no address") }
        let answer = try await context.http.get(base.appending(path: path), bearer: token)
        switch (answer.statusCode, flaw) {
        case (401, .refusedTokenIsWrongPassword): throw .invalidCredentials
        case (401, .refusedTokenIsOutage): throw .unavailable("401")
        case (401, _), (429, .rateLimitIsRefusedToken), (500..., .outageIsRefusedToken):
            throw .reauthorisationRequired("the token is not taken")
        default: break
        }
        do throws(ProviderError) {
            return try answer.checked().decoded()
        } catch {
            guard flaw == .errorQuotesAnswer else { throw error }
            throw .unexpectedAnswer(String(decoding: answer.body, as: UTF8.self))
        }
    }
}
