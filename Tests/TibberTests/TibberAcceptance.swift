import Foundation
import ProviderKit
import ProviderTesting
import Sandbox
import Testing
import Tibber

/// Every check of the acceptance suite, over cassettes that were recorded from the Sandbox.
@Suite struct TibberAcceptance {
    static let suite = ProviderAcceptance(
        Tibber.self,
        customer: customer("sven"), choosing: customer("homes"),
        settings: settings("http://localhost/tibber"),
        // Which home it is, and what its owner calls it.
        redaction: .standard.adding(personalMembers: "id", "appNickname"))

    @Test(arguments: suite.checks)
    func acceptance(_ check: AcceptanceCheck) async throws { try await Self.suite.run(check) }

    @Test func `it is held to every check of OAuth2 but that of a one-time code, which is asked for elsewhere`() {
        #expect(Self.suite.checks == AcceptanceCheck.all(for: .oauth2).filter { $0 != .wrongCode })
    }

    /// `RECORD=1 swift test --filter TibberAcceptance.recording` writes the cassettes anew.
    @Test(.enabled(if: ProviderAcceptance<Tibber>.isRecording))
    func recording() async throws {
        let now = try #require(RFC3339.date(from: "2026-06-15T11:00:00Z"))
        try await Sandbox(configuration: .still(at: now)).running { port in
            try await Self.suite.record(
                environment: Self.settings("http://127.0.0.1:\(port)/tibber"), now: now, pages: .sandbox)
        }
    }

    private static func customer(_ name: String) -> TestCustomer {
        TestCustomer(login: "\(name)@tibber.example", password: DemoCustomer.password)
    }

    private static func settings(_ site: String) -> [String: String] {
        [
            "TIBBER_API_URL": "\(site)/v1-beta/gql", "TIBBER_AUTHORIZE_URL": "\(site)/connect/authorize",
            "TIBBER_TOKEN_URL": "\(site)/connect/token",
            "TIBBER_CLIENT_ID": Sandbox.Configuration().tibberClientID,
            "TIBBER_CLIENT_SECRET": Sandbox.Configuration().tibberClientSecret,
        ]
    }
}
