import FoundationEssentials
import ProviderKit

extension ProviderAcceptance {
    func nothingSecretStored() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let stay = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.stay(customer)
        }
        let search = SecretSearch(replay.secrets)
        let sealing = SecretCoding(write: { _ in "sealed" }, read: { _ in Secret("") })
        let plain = JSONEncoder()
        let marking = JSONEncoder()
        marking.userInfo = sealing.userInfo
        var problems: [String] = []
        if let stored = try? marking.encode(stay.grant) {
            if search.finds(in: String(decoding: stored, as: UTF8.self)) {
                problems.append("the grant's JSON holds a password or a token in clear")
            }
            if JSONText(Array(stored)).map({ if case .object = $0 { false } else { true } }) ?? true {
                problems.append("the grant encodes to something else than a JSON object")
            }
        } else {
            problems.append("the grant cannot be written as JSON")
        }
        // Without a SecretCoding a Secret refuses; whatever is written after all must hold none.
        if let clear = try? plain.encode(stay.grant), search.finds(in: String(decoding: clear, as: UTF8.self)) {
            problems.append("the grant's JSON holds a password or a token when it is written without a SecretCoding")
        }
        var dumped = ""
        dump(stay.grant, to: &dumped)
        if search.finds(in: "\(stay.grant) \(String(reflecting: stay.grant)) \(dumped)") {
            problems.append("the grant shows a password or a token when it is printed")
        }
        for reading in stay.readings.prefix(1) {
            if let out = try? JSONEncoder().encode(reading.tariff),
                search.finds(in: String(decoding: out, as: UTF8.self))
            {
                problems.append("the tariff holds a password or a token")
            }
        }
        return problems
    }

    func cassettes() async throws(Setback) -> [String] {
        var problems = journeys.flatMap { CassetteLint.faults(in: file(of: $0), rules: redaction) }.map(\.description)
        for journey in journeys {
            let replay = try replay(journey)
            do throws(Setback) {
                try await walk(journey, replay.traveller, replay.customer)
            } catch {
                problems.append("'\(journey.rawValue)' breaks off: \(error.text)")
            }
            do throws(CassetteMismatch) {
                try replay.cassette.verify()
            } catch { problems.append(error.description) }
        }
        return problems
    }
}
