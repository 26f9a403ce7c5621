import FoundationEssentials
import ProviderKit

/// A journey about to be replayed.
struct Replay<P: Provider>: Sendable {
    let customer: TestCustomer
    let cassette: CassetteTransport
    let traveller: Traveller<P>
    /// Passwords and tokens; not what only tells who the customer is.
    let secrets: [String]

    /// What a setback comes from: the call that the cassette does not hold, where there is one.
    func explained(_ setback: Setback) -> Setback {
        let unmatched = cassette.unmatched.map(\.description)
        return unmatched.isEmpty ? setback : Setback(([setback.text] + unmatched).joined(separator: "\n"))
    }

    /// The same journey over another transport.
    func over(_ transport: any HTTPTransport, patience: Duration = .seconds(50)) -> Traveller<P> {
        var traveller = traveller
        traveller.transport = transport
        traveller.patience = patience
        return traveller
    }
}

extension ProviderAcceptance {
    /// The path of a journey's cassette.
    func file(of journey: Journey) -> String { "\(folder)/\(journey.rawValue).\(Cassette.fileExtension)" }

    /// The journeys that there is an account for.
    var journeys: [Journey] { Journey.allCases.filter { customers[$0] != nil } }

    /// Puts a cassette in.
    func replay(_ journey: Journey) throws(Setback) -> Replay<P> {
        guard let customer = customers[journey].map({ self.customer($0, in: journey) }) else {
            throw Setback("there is no account for this check")
        }
        let cassette: CassetteTransport
        do {
            cassette = try CassetteTransport(
                file: file(of: journey), redaction: rules(for: customer), secrets: secrets)
        } catch { throw Setback(error.description) }
        let traveller = Traveller(
            entrance: try entrance(settings), transport: cassette, now: cassette.cassette.clock,
            direction: journey == .export ? .export : .import, redirectURI: redirectURI)
        return Replay(
            customer: customer, cassette: cassette, traveller: traveller, secrets: secretValues(of: cassette, customer))
    }

    /// Replays a journey to its end, and says which call the cassette does not hold where it breaks off.
    func complete<Value>(
        _ replay: Replay<P>, _ journey: (Traveller<P>, TestCustomer) async throws(Setback) -> Value
    ) async throws(Setback) -> Value {
        let value: Value
        do throws(Setback) {
            value = try await journey(replay.traveller, replay.customer)
        } catch { throw replay.explained(error) }
        if let unmatched = replay.cassette.unmatched.first { throw Setback(unmatched.description) }
        return value
    }

    /// Sets the provider up.
    func entrance(_ values: [String: String]) throws(Setback) -> Entrance<P> {
        do {
            return Entrance(try P(settings: ProviderSettings(P.profile, values: values)))
        } catch { throw Setback("the provider cannot be set up: \(error)") }
    }

    /// The account as the journey uses it.
    func customer(_ customer: TestCustomer, in journey: Journey) -> TestCustomer {
        guard journey == .wrongPassword else { return customer }
        var customer = customer
        for field in passwordFields { customer.credentials[field] = Journey.wrongPasswordText }
        return customer
    }

    /// What is replaced in a journey's cassette.
    func rules(for customer: TestCustomer) -> Redaction {
        var rules = redaction
        rules.secrets.merge(customer.credentials) { $1 }
        if let code = customer.code { rules.secrets["code"] = code }
        return rules
    }

    /// The fields that a password is typed into; the last field, where none says that it is one.
    private var passwordFields: [String] {
        let fields = P.profile.loginFields.filter { $0.kind == .password }.map(\.name)
        return fields.isEmpty ? P.profile.loginFields.suffix(1).map(\.name) : fields
    }

    private func secretValues(of cassette: CassetteTransport, _ customer: TestCustomer) -> [String] {
        let names = RedactionNames(redaction)
        let fields = Set(customer.credentials.keys).subtracting(passwordFields)
        return cassette.secrets.filter { !names.isPersonal($0.key) && !fields.contains($0.key) }.map(\.value)
    }
}
