import Foundation
import LunarEnergy
import ProviderKit
import ProviderTesting
import Testing

typealias MoonPower = LunarEnergy

/// A call, as the guide writes it.
private struct MoonPowerAPI {
    let base: URL

    struct SessionAnswer: Decodable {
        let token: Secret
    }

    func token(email: Secret, password: Secret, _ http: HTTPSession) async throws(ProviderError) -> Secret {
        let url = base.appending(component: "session")
        let answer = try await http.post(url, json: ["user": email, "pass": password]).checked()
        guard answer.statusCode != 403 else { throw .invalidCredentials }
        let session: SessionAnswer = try answer.decoded()
        return session.token
    }
}

/// Compiled only: Moon Power has no recordings.
@Suite(.disabled("Moon Power has no recordings: that it compiles is the test")) struct ProviderSnippets {
    @Suite struct MoonPowerAcceptance {
        static let suite = ProviderAcceptance(
            MoonPower.self, customer: TestCustomer(login: "ada@moon.example", password: "moonlight"))

        @Test(arguments: suite.checks)
        func acceptance(_ check: AcceptanceCheck) async throws { try await Self.suite.run(check) }
    }

    @Suite struct Recording {
        static let suite = MoonPowerAcceptance.suite

        @Test(.enabled(if: ProviderAcceptance<MoonPower>.isRecording))
        func recording() async throws { try await Self.suite.record() }
    }

    @Test func `the cassettes hold nothing private`() {
        #expect(CassetteLint.faults(in: "Tests/MoonPowerTests/Cassettes").isEmpty)
    }
}
