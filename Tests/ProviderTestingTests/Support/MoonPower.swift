import Foundation
import ProviderKit
import Synchronization

/// A provider that does everything right but for one ``Flaw``, which the variable `MOON_POWER_FLAW` names.
struct MoonPower: Provider {
    static let profile = ProviderProfile(
        flatPeakID: "prv_000000000000000000000001", slug: "moon-power", displayName: "Moon Power",
        integrationInstance: "MOON_POWER")

    struct Grant: Codable, Sendable {
        var token: Secret?
        var contract: String?
        var note: String?
    }

    struct Prices: Sendable {
        let contract: Contract
        let sheet: PriceSheet
    }

    struct Contract: Decodable, Sendable {
        let id: String
        let direction: Tariff.Direction
    }

    struct PriceSheet: Decodable, Sendable {
        let name: String
        let pence: String
        let until: String
    }

    private struct Login: Decodable {
        let token: Secret?
        let needs: String?
    }

    private static let counter = Mutex(0)
    let flaw: Flaw?

    init(settings: ProviderSettings) throws(ConfigurationFault) { flaw = settings["FLAW"].flatMap(Flaw.init) }

    func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError) -> Authorisation<
        Grant
    > {
        if flaw == .refusesEverybody { throw .invalidCredentials }
        if flaw == .asksForCodeAgain, signIn.previous != nil { return .needs(.code(hint: nil), Grant()) }
        let answer = try await fetch(
            .post("/login", ["login": signIn.credentials.login, "password": signIn.credentials.password]), context)
        if answer.statusCode == 401 { throw flaw == .wrongPasswordIsOutage ? .unavailable("401") : .invalidCredentials }
        let login: Login = try read(answer)
        if login.needs == "code" { return .needs(.code(hint: nil), Grant()) }
        guard let token = login.token else { throw .unexpectedAnswer("'token' is missing") }
        var grant = Grant(token: token, contract: signIn.previous?.contract)
        if flaw == .storesTokenInClear { grant.note = token.reveal() }
        if flaw == .storesPasswordInBase64 {
            grant.note = Data("x:\(signIn.credentials.password.reveal())".utf8).base64EncodedString()
        }
        return try await choose(grant, context)
    }

    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        var grant = grant
        switch answer {
        case .code(let code):
            let answer = try await fetch(.post("/code", ["code": code]), context)
            if answer.statusCode == 401 { throw flaw == .wrongCodeIsWrongPassword ? .invalidCredentials : .invalidCode }
            let login: Login = try read(answer)
            grant.token = login.token
            return try await choose(grant, context)
        case .account(let id):
            grant.contract = id
            if flaw == .takesForgedAccount { return .complete(grant) }
            guard try await live(grant, context).contains(where: { $0.id == id }) else { throw .invalidSelection }
            return .complete(grant)
        }
    }

    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<Prices>
    {
        let isOddlyNamed = [.referenceIsRandom, .referenceIsEmpty, .referenceIsShared].contains(flaw)
        let wanted = isOddlyNamed ? grant.contract : reference ?? grant.contract
        let all = flaw == .callsLess ? [Contract(id: "M-1", direction: .import)] : try await contracts(grant, context)
        let fallback = flaw == .unknownReferenceFallsBack ? all.first : nil
        guard let contract = all.first(where: { $0.id == wanted }) ?? fallback else { throw .unknownReference }
        let path = flaw == .callsElsewhere ? "/tariffs/\(contract.id)" : "/prices/\(contract.id)"
        let sheet: PriceSheet = try read(try await fetch(.get(path, bearer: grant.token), context))
        let id =
            switch flaw {
            case .referenceIsRandom: UUID().uuidString
            case .referenceIsEmpty: ""
            case .referenceIsShared: "M"
            default: contract.id
            }
        return Captured(Prices(contract: contract, sheet: sheet), referenceID: id)
    }

    func convert(_ prices: Prices) throws(ProviderError) -> Tariff {
        let direction = flaw == .alwaysImports ? .import : prices.contract.direction
        do {
            let price = try Price.pence(prices.sheet.pence)
            var tariff = Tariff.flat(
                prices.sheet.name, direction, instance: Self.profile.integrationInstance, price: price)
            if flaw == .leavesGap {
                tariff.seasons[0].schedules[0].hours = [try .from("01:00", to: "00:00", price)]
            }
            tariff.expiryDate = RFC3339.date(from: prices.sheet.until)
            if flaw == .hasExpired { tariff.expiryDate = Date(timeIntervalSince1970: 0) }
            if flaw == .keepsFractionOfSecond { tariff.expiryDate?.addTimeInterval(0.25) }
            if flaw == .convertCounts { tariff.displayName += Self.counter.withLock { "\($0 += 1)\($0)" } }
            return tariff
        } catch { throw .unexpectedAnswer("a price") }
    }
}

extension MoonPower {
    private enum Request {
        case get(String, bearer: Secret?)
        case post(String, [String: Secret])
    }

    private func fetch(_ request: Request, _ context: ProviderContext) async throws(ProviderError) -> HTTPAnswer {
        guard let base = URL(string: "https://moon.example") else { throw .unavailable("no address") }
        let answer: HTTPAnswer
        do throws(ProviderError) {
            switch request {
            case .get(let path, let bearer):
                answer = try await context.http.get(base.appending(path: path), bearer: bearer)
            case .post(let path, let body): answer = try await context.http.post(base.appending(path: path), json: body)
            }
        } catch {
            if error == .timedOut, flaw == .silenceIsOutage { throw .unavailable("silence") }
            if error == .timedOut, flaw == .sleepsWhenNobodyAnswers { try? await Task.sleep(for: .seconds(60)) }
            throw error
        }
        if flaw == .rateLimitIsWrongPassword, answer.statusCode == 429 { throw .invalidCredentials }
        if flaw == .rateLimitLosesItsWait, answer.statusCode == 429 { throw .rateLimited(retryAfter: nil) }
        if flaw == .outageIsWrongPassword, answer.statusCode >= 500 { throw .invalidCredentials }
        return try answer.checked()
    }

    private func read<Value: Decodable>(_ answer: HTTPAnswer) throws(ProviderError) -> Value {
        do throws(ProviderError) {
            return try answer.decoded()
        } catch {
            switch flaw {
            case .garbageIsWrongPassword: throw .invalidCredentials
            case .garbageIsNoContract: throw .noTariff
            case .errorQuotesAnswer: throw .unexpectedAnswer(String(decoding: answer.body, as: UTF8.self))
            default: throw error
            }
        }
    }

    private func contracts(_ grant: Grant, _ context: ProviderContext) async throws(ProviderError) -> [Contract] {
        try read(try await fetch(.get("/contracts", bearer: grant.token), context))
    }

    private func live(_ grant: Grant, _ context: ProviderContext) async throws(ProviderError) -> [Contract] {
        try await contracts(grant, context).filter { $0.direction == context.direction }
    }

    private func choose(_ grant: Grant, _ context: ProviderContext) async throws(ProviderError) -> Authorisation<Grant>
    {
        var grant = grant
        let live = try await live(grant, context)
        if live.contains(where: { $0.id == grant.contract }) { return .complete(grant) }
        guard live.count == 1 else {
            return .needs(.multipleAvailableTariffs(live.map { AccountChoice(id: $0.id, name: $0.id) }), grant)
        }
        grant.contract = live[0].id
        return .complete(grant)
    }
}
