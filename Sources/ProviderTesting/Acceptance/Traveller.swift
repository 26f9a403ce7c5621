import FoundationEssentials
import ProviderKit

/// Takes a customer through a provider's functions in the order and with the surroundings that they have in service: a
/// context of its own for each request, grants that were written as JSON and read back between them.
struct Traveller<P: Provider>: Sendable {
    let entrance: Entrance<P>
    var transport: any HTTPTransport
    let now: Date
    var direction = Tariff.Direction.import
    /// The deadline of each request.
    var patience = Duration.seconds(50)
    /// Where an authorisation server sends customers back to.
    var redirectURI = ""
    var pages = SignInPages.replayed

    /// The provider as the flow calls it.
    var provider: any Provider<P.Grant, P.ProviderTariff> { entrance.provider }

    /// What was captured, and what it converts to.
    struct Reading: Sendable {
        let captured: Captured<P.ProviderTariff>
        let tariff: Tariff
    }

    /// A request's surroundings.
    func context() -> ProviderContext {
        ProviderContext(http: HTTPSession(transport, deadline: .now + patience), direction: direction, now: now)
    }

    /// The browser's part: signs in and adds what is asked for.
    ///
    /// - Returns: the grant, as the provider gave it.
    func signIn(_ customer: TestCustomer) async throws(Setback) -> P.Grant {
        var authorisation = try await authorise(customer, previous: nil, in: context())
        // A code and then a choice is the most that is known.
        for _ in 0..<4 {
            switch authorisation {
            case .complete(let grant): return grant
            case .needs(let requirement, let grant):
                let answer = try answer(to: requirement, customer)
                authorisation = try await add(answer, to: grant)
            }
        }
        throw Setback("captureExtraAuthData asks for more again and again")
    }

    /// The backend's sign-in, with what was stored and nobody there to ask.
    ///
    /// - Returns: the grant, as the provider gave it.
    func signInAgain(_ customer: TestCustomer, stored: P.Grant, in context: ProviderContext) async throws(Setback)
        -> P.Grant
    {
        switch try await authorise(customer, previous: try roundTripped(stored), in: context) {
        case .complete(let grant): return grant
        case .needs(let requirement, _):
            throw Setback(
                "authorise with the stored grant asks for \(requirement.caseName), and nobody is there to answer")
        }
    }

    /// Reads the tariff and converts it.
    func read(_ grant: P.Grant, reference: String? = nil, in context: ProviderContext) async throws(Setback) -> Reading
    {
        let captured: Captured<P.ProviderTariff>
        do {
            captured = try await provider.capture(grant, reference: reference, in: context)
        } catch { throw Setback(error, during: "capture") }
        do {
            var tariff = try provider.convert(captured.tariff)
            tariff.providerTariffReference = captured.referenceID
            return Reading(captured: captured, tariff: tariff)
        } catch { throw Setback(error, during: "convert") }
    }

    /// A step of the browser's part after the first.
    func add(_ answer: ExtraAnswer, to grant: P.Grant) async throws(Setback) -> Authorisation<P.Grant> {
        let grant = try roundTripped(grant)
        do {
            return try await provider.captureExtraAuthData(answer, for: grant, in: context())
        } catch { throw Setback(error, during: "captureExtraAuthData") }
    }

    func authorise(_ customer: TestCustomer, previous: P.Grant?, in context: ProviderContext) async throws(Setback)
        -> Authorisation<P.Grant>
    {
        let signIn: SignIn<P.Grant>
        if let client = entrance.oauth2 {
            let isElsewhere = previous == nil
            let tokens = isElsewhere ? try await signInElsewhere(customer, client, in: context) : nil
            signIn = SignIn(credentials: Credentials([:]), previous: previous, tokens: tokens)
        } else {
            let credentials = Credentials(customer.credentials.mapValues { Secret($0) })
            signIn = SignIn(credentials: credentials, previous: previous)
        }
        do {
            return try await provider.authorise(signIn, in: context)
        } catch { throw Setback(error, during: "authorise") }
    }

    /// The grant as the next request gets it.
    private func roundTripped(_ grant: P.Grant) throws(Setback) -> P.Grant {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        decoder.userInfo = SecretCoding.insideSealedData.userInfo
        do {
            return try decoder.decode(P.Grant.self, from: encoder.encode(grant))
        } catch {
            // The error's text may quote the grant.
            throw Setback("the grant cannot be written as JSON and read back (\(type(of: error)))")
        }
    }

    private func answer(to requirement: ExtraRequirement, _ customer: TestCustomer) throws(Setback) -> ExtraAnswer {
        switch requirement {
        case .noAvailableTariffs: throw Setback("authorise says that the account has no live contract")
        case .code:
            guard let code = customer.code else {
                throw Setback("authorise asks for a one-time code, and the TestCustomer has none")
            }
            return .code(Secret(code))
        case .multipleAvailableTariffs(let choices):
            guard let id = customer.account ?? choices.first?.id else {
                throw Setback("authorise asks for a choice and offers nothing")
            }
            return .account(id)
        }
    }
}

extension ExtraRequirement {
    var caseName: String { String("\(self)".prefix { $0 != "(" }) }
}
