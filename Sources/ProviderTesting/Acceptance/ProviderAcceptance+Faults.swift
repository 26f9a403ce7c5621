import FoundationEssentials
import ProviderKit

extension ProviderAcceptance {
    /// How a journey ended that something went wrong in.
    struct Ending: Sendable {
        /// The fault and the call that it was done to.
        let place: String
        let outcome: Result<Traveller<P>.Reading, Setback>?
        let isFirstCall: Bool
    }

    /// Does each fault to each call of the journey in turn.
    func faults(_ faults: [SiteFault]) async throws(Setback) -> [String] {
        let good = try await undisturbed()
        var problems: [String] = []
        for fault in faults {
            for call in good.calls.indices {
                guard let ending = try await ending(fault, at: call, of: good.calls) else { continue }
                problems += problem(with: ending, fault, good.reading).map { [$0] } ?? []
            }
        }
        return problems
    }

    func hanging() async throws(Setback) -> [String] {
        let good = try await undisturbed()
        let patience = Duration.milliseconds(50)
        // Several requests, each with its deadline, and a busy machine.
        let limit = patience * 4 + .seconds(3)
        var problems: [String] = []
        for call in good.calls.indices {
            let ending = try await ending(SiteFault.hanging, at: call, of: good.calls, patience: patience, limit: limit)
            problems += ending.flatMap { problem(with: $0, SiteFault.hanging, good.reading) }.map { [$0] } ?? []
            // Whoever does not return once is not waited for again.
            if let ending, ending.outcome == nil { break }
        }
        return problems
    }

    func errorsHoldNoSecret() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let good = try await undisturbed()
        // A web page that shows what was typed, as some do.
        let typed = replay.customer.credentials.values.sorted()
        let echo = (typed + replay.secrets).joined(separator: " ")
        var endings: [Ending] = []
        for fault in SiteFault.garbage(echo: echo) + SiteFault.down {
            for call in good.calls.indices {
                if let ending = try await ending(fault, at: call, of: good.calls) { endings.append(ending) }
            }
        }
        var errors = endings.compactMap { ending in
            if case .failure(let setback) = ending.outcome { setback.error.map { (ending.place, $0) } } else { nil }
        }
        errors += try await refusals()
        let secrets = typed + replay.secrets + Journey.wrongTexts
        return errors.filter { _, error in SecretSearch(secrets).finds(in: "\(error) \(error.message)") }
            .map { place, error in "\(place): the text of \(error.caseName) holds a secret, or what the customer typed"
            }
    }

    /// What sites refuse, and the error that is told.
    private func refusals() async throws(Setback) -> [(String, ProviderError)] {
        var setbacks: [(String, Setback)] = []
        switch SignInKind(of: P.self) {
        case .loginForm:
            let wrong = try replay(.wrongPassword)
            if case .failure(let setback) = await wrong.traveller.mistypedPassword(wrong.customer) {
                setbacks.append(("a wrong password", setback))
            }
        case .oauth2:
            let locked = try replay(.refusedRefresh)
            if case .failure(let setback) = try await locked.traveller.refusedRefresh(locked.customer) {
                setbacks.append(("a refresh token that is not taken", setback))
            }
        }
        return setbacks.compactMap { place, setback in setback.error.map { (place, $0) } }
    }

    private func undisturbed() async throws(Setback) -> (reading: Traveller<P>.Reading, calls: [String]) {
        let replay = try replay(.signIn)
        let transport = FaultyTransport(replay.cassette)
        let reading = try await complete(replay) { (_, customer) async throws(Setback) in
            try await replay.over(transport).visit(customer)
        }
        return (reading, transport.calls)
    }

    /// `nil` where the fault cannot be done to that call's answer.
    private func ending(
        _ fault: SiteFault, at call: Int, of calls: [String], patience: Duration = .seconds(50),
        limit: Duration = .seconds(20)
    ) async throws(Setback) -> Ending? {
        let replay = try replay(.signIn)
        let transport = FaultyTransport(
            replay.cassette, fault, from: call, tokenPath: replay.traveller.entrance.oauth2?.server.tokenURL.path)
        let traveller = replay.over(transport, patience: patience)
        let outcome = await limited(to: limit) { () -> Result<Traveller<P>.Reading, Setback> in
            do throws(Setback) {
                return .success(try await traveller.visit(replay.customer))
            } catch { return .failure(error) }
        }
        guard transport.didAct else { return nil }
        return Ending(
            place: "\(fault.name) for call \(call + 1) of \(calls.count), \(calls[call])", outcome: outcome,
            isFirstCall: call == 0)
    }

    private func problem(with ending: Ending, _ fault: SiteFault, _ good: Traveller<P>.Reading) -> String? {
        switch ending.outcome {
        case nil: return "\(ending.place): the provider's code has not returned; \(fault.expected) is due"
        case .failure(let setback):
            if let error = setback.error, fault.isExpected(error) { return nil }
            return "\(ending.place): \(setback.text); \(fault.expected) is due"
        case .success(let reading):
            // A call that the tariff does not depend on may fail.
            if !ending.isFirstCall, reading.tariff == good.tariff { return nil }
            return "\(ending.place): a tariff comes of it; \(fault.expected) is due"
        }
    }
}
