import ProviderKit

extension ProviderAcceptance {
    func goodLogin() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        _ = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.signIn(customer)
        }
        return []
    }

    func laterRead() async throws(Setback) -> [String] {
        _ = try await stay()
        return []
    }

    func wrongPassword() async throws(Setback) -> [String] {
        let replay = try replay(.wrongPassword)
        let outcome = await replay.traveller.mistypedPassword(replay.customer)
        return problems(with: outcome, replay, expected: "invalidCredentials", "a wrong password") {
            $0 == .invalidCredentials
        }
    }

    func unknownReference() async throws(Setback) -> [String] {
        let replay = try replay(.unknownReference)
        let outcome = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.unknownReference(customer)
        }
        return problems(with: outcome, replay, expected: "unknownReference", "a reference of no contract") {
            $0 == .unknownReference
        }
    }

    func forgedAccount() async throws(Setback) -> [String] {
        let replay = try replay(.choice)
        let choice = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.choice(customer)
        }
        return problems(with: choice.forged, replay, expected: "invalidSelection", "an account that was not offered") {
            $0 == .invalidSelection
        }
    }

    func wrongCode() async throws(Setback) -> [String] {
        let replay = try replay(.code)
        let outcome = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.mistypedCode(customer)
        }
        return problems(with: outcome, replay, expected: "invalidCode", "a wrong code") { $0 == .invalidCode }
    }

    /// The whole of the main journey.
    func stay() async throws(Setback) -> Traveller<P>.Stay {
        try await complete(try replay(.signIn)) { (traveller, customer) async throws(Setback) in
            try await traveller.stay(customer)
        }
    }

    /// What is wrong with an outcome that should be a certain refusal.
    func problems<Value>(
        with outcome: Result<Value, Setback>, _ replay: Replay<P>, expected: String, _ cause: String,
        _ isExpected: (ProviderError) -> Bool
    ) -> [String] {
        switch outcome {
        case .success: return ["\(cause) is accepted; \(expected) is due"]
        case .failure(let setback):
            if let error = setback.error, isExpected(error), replay.cassette.unmatched.isEmpty { return [] }
            return ["\(cause): \(replay.explained(setback).text); \(expected) is due"]
        }
    }
}
