import Foundation
import LunarEnergy
import ProviderKit
import ProviderTesting
import Sandbox
import Testing

/// Every check of the acceptance suite, over cassettes that were recorded from the Sandbox.
@Suite struct LunarAcceptance {
    static let suite = ProviderAcceptance(
        LunarEnergy.self,
        customer: customer("ada"), choosing: customer("homes"), coded: customer("code"), exporting: customer("export"),
        settings: ["LUNAR_ENERGY_API_URL": "http://localhost/lunar"],
        redaction: .standard.adding(secretMembers: "challenge"))

    @Test(arguments: suite.checks)
    func acceptance(_ check: AcceptanceCheck) async throws { try await Self.suite.run(check) }

    @Test func `it is held to every check of a login form`() {
        #expect(Self.suite.checks == AcceptanceCheck.all(for: .loginForm))
    }

    /// `RECORD=1 swift test --filter LunarAcceptance.recording` writes the cassettes anew.
    @Test(.enabled(if: ProviderAcceptance<LunarEnergy>.isRecording))
    func recording() async throws {
        let now = try #require(RFC3339.date(from: "2026-06-15T11:00:00Z"))
        try await Sandbox(configuration: .still(at: now)).running { port in
            try await Self.suite.record(
                environment: ["LUNAR_ENERGY_API_URL": "http://127.0.0.1:\(port)/lunar"], now: now)
        }
    }

    private static func customer(_ name: String) -> TestCustomer {
        TestCustomer(login: "\(name)@lunar.example", password: "moonlight", code: "246810")
    }
}
