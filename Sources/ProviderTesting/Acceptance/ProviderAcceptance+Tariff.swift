import FoundationEssentials
import ProviderKit

extension ProviderAcceptance {
    func captureStable() async throws(Setback) -> [String] {
        let stay = try await stay()
        let references = stay.readings.map(\.captured.referenceID)
        var problems: [String] = []
        if references.contains(where: { $0.allSatisfy(\.isWhitespace) }) { problems.append("the reference is empty") }
        if Set(references).count > 1 {
            problems.append("the same contract was read under \(Set(references).count) different references")
        }
        if Set(stay.readings.map(\.tariff)).count > 1 { problems.append("reading again gives another tariff") }
        return try await problems + ambiguousReferences()
    }

    /// Contracts that share a reference.
    private func ambiguousReferences() async throws(Setback) -> [String] {
        guard customers[.choice] != nil else { return [] }
        let choice = try await complete(try replay(.choice)) { (traveller, customer) async throws(Setback) in
            try await traveller.choice(customer)
        }
        let isUnique = Set(choice.references.map(\.reference)).count == choice.references.count
        return isUnique ? [] : ["two contracts of one customer have the same reference"]
    }

    func convertPure() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let transport = FaultyTransport(replay.cassette)
        let reading = try await complete(replay) { (_, customer) async throws(Setback) in
            try await replay.over(transport).visit(customer)
        }
        let calls = transport.calls.count
        var problems: [String] = []
        for _ in 0..<2 {
            do {
                var tariff = try replay.traveller.provider.convert(reading.captured.tariff)
                tariff.providerTariffReference = reading.captured.referenceID
                if tariff != reading.tariff, problems.isEmpty {
                    problems.append("converting the same tariff again gives another one")
                }
            } catch { problems.append(Setback(error, during: "convert").text) }
        }
        if transport.calls.count > calls { problems.append("convert sends HTTP calls") }
        return problems
    }

    func tariffRules() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let reading = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.visit(customer)
        }
        var problems = reading.tariff.violations(now: replay.traveller.now).map(\.description)
        if reading.tariff.integrationInstance != P.profile.integrationInstance {
            problems.append("integration_instance is not the profile's '\(P.profile.integrationInstance)'")
        }
        if reading.tariff.connectionType != .direct { problems.append("connection_type is not DIRECT") }
        return problems
    }

    func tariffEncodings() async throws(Setback) -> [String] {
        guard let reading = try await stay().readings.first else { return [] }
        // An integration's answer has no room for the contract's start.
        var tariff = reading.tariff
        tariff.contractStartDate = nil
        var problems: [String] = []
        do {
            let json = try JSONEncoder().encode(tariff)
            if try Tariff(json: json) != tariff {
                problems.append("the tariff's own JSON reads back as another tariff")
            }
        } catch { problems.append("the tariff's own JSON: \(error)") }
        do {
            let element = TariffElement(reading.tariff)
            let again = try JSONDecoder().decode(TariffElement.self, from: JSONEncoder().encode(element))
            if again != element { problems.append("the tariff element reads back as another one") }
        } catch { problems.append("the tariff element: \(error)") }
        return problems
    }

    func datesAhead() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let reading = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.visit(customer)
        }
        let dates = [
            ("provider_tariff_expiry_date", reading.tariff.expiryDate),
            ("contract_end_date", reading.tariff.contractEndDate),
        ]
        let now = replay.traveller.now
        return dates.compactMap { name, date in
            guard let date, date <= now else { return nil }
            let texts = [date, now].map { RFC3339.string(from: $0) ?? "a date out of range" }
            return "\(name) is \(texts[0]), and the cassette's clock \(texts[1])"
        }
    }

    func direction() async throws(Setback) -> [String] {
        var problems: [String] = []
        for journey in [Journey.signIn, .export] where customers[journey] != nil {
            let replay = try replay(journey)
            let reading = try await complete(replay) { (traveller, customer) async throws(Setback) in
                try await traveller.visit(customer)
            }
            let asked = replay.traveller.direction
            if reading.tariff.direction != asked {
                problems.append(
                    "\(asked.rawValue) was asked for, and the tariff is \(reading.tariff.direction.rawValue)")
            }
        }
        return problems
    }
}
