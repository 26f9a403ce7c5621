import Foundation
import OctopusEnergyUK
import ProviderKit
import ProviderTesting
import Sandbox
import Testing

/// Every check of the acceptance suite, over cassettes that were recorded from the Sandbox.
@Suite struct OctopusAcceptance {
    static let suite = ProviderAcceptance(
        OctopusEnergyUK.self,
        customer: customer("go"), choosing: customer("homes"), exporting: customer("export"),
        settings: ["OCTOPUS_ENERGY_UK_API_URL": "http://localhost/octopus/v1/graphql/"],
        // An account's number, in an answer and in what is asked for.
        redaction: .standard.adding(personalMembers: "number", "account_number"))

    @Test(arguments: suite.checks)
    func acceptance(_ check: AcceptanceCheck) async throws { try await Self.suite.run(check) }

    @Test func `it is held to every check of a login form but that of a one-time code, which Kraken does not ask for`()
    {
        #expect(Self.suite.checks == AcceptanceCheck.all(for: .loginForm).filter { $0 != .wrongCode })
    }

    /// `RECORD=1 swift test --filter OctopusAcceptance.recording` writes the cassettes anew.
    @Test(.enabled(if: ProviderAcceptance<OctopusEnergyUK>.isRecording))
    func recording() async throws {
        let now = try #require(RFC3339.date(from: "2026-06-15T11:00:00Z"))
        try await Sandbox(configuration: .still(at: now)).running { port in
            try await Self.suite.record(
                environment: ["OCTOPUS_ENERGY_UK_API_URL": "http://127.0.0.1:\(port)/octopus/v1/graphql/"], now: now)
        }
    }

    private static func customer(_ name: String) -> TestCustomer {
        TestCustomer(login: "\(name)@octopus.example", password: DemoCustomer.password)
    }
}
