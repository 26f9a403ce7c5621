import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting
import Testing

/// The suite passes a sound provider, and each check fails for one that is wrong in its way.
@Suite struct AcceptanceTests {
    /// The folder of cassettes that were recorded of the sound provider.
    static let cassettes = Task {
        let folder = FileManager.default.temporaryDirectory.appending(path: "moon-\(UUID())").path
        try await suite(nil, in: folder).record(over: MoonSite(), environment: [:], now: noon)
        return folder
    }

    static func suite(_ flaw: Flaw?, in folder: String) -> ProviderAcceptance<MoonPower> {
        let customer = { (name: String) in
            TestCustomer(login: "\(name)@moon.example", password: "moonlight", code: "246810")
        }
        return ProviderAcceptance(
            MoonPower.self, customer: customer("ada"), choosing: customer("many"), coded: customer("code"),
            exporting: customer("sells"), settings: ["MOON_POWER_FLAW": flaw?.rawValue ?? ""], cassettes: folder)
    }

    private func suite(_ flaw: Flaw? = nil) async throws -> ProviderAcceptance<MoonPower> {
        Self.suite(flaw, in: try await Self.cassettes.value)
    }

    private func failure(_ flaw: Flaw) async throws -> AcceptanceFailure? {
        let suite = try await suite(flaw)
        return await #expect(throws: AcceptanceFailure.self) { try await suite.run(flaw.check) }
    }

    @Test(arguments: AcceptanceCheck.all(for: .loginForm))
    func `a sound provider passes`(_ check: AcceptanceCheck) async throws {
        try await suite().run(check)
    }

    @Test(arguments: Flaw.allCases) func `the flaw is caught by its check`(_ flaw: Flaw) async throws {
        #expect(try await failure(flaw)?.description.contains(flaw.evidence) == true)
    }

    @Test func `every check catches some flaw`() {
        #expect(Set(Flaw.allCases.map(\.check)) == Set(AcceptanceCheck.all(for: .loginForm)))
    }

    @Test func `all at once names each check that failed`() async throws {
        let suite = try await suite(.leavesGap)
        let failures = await #expect(throws: AcceptanceFailures.self) { try await suite.run() }
        #expect(failures?.failures.map(\.check) == [.tariffRules])
    }

    @Test func `a failure says which call, what came of it and what is due`() async throws {
        let text = try await failure(.rateLimitIsWrongPassword)?.description ?? ""
        #expect(text.contains("for call 1 of 6, POST /login: authorise threw invalidCredentials"))
        #expect(text.contains("rateLimited with the wait of 120 s is due"))
    }

    @Test func `a failure names the broken rule and its place`() async throws {
        #expect(try await failure(.leavesGap)?.description.contains("data[0].days_and_hours[0].hours") == true)
    }

    @Test func `a changed call is shown with the closest recorded one`() async throws {
        let text = try await failure(.callsElsewhere)?.description ?? ""
        #expect(text.contains("- GET /prices/M-1") && text.contains("+ GET /tariffs/M-1"))
    }

    @Test func `a failure holds no secret`() async throws {
        for flaw in [Flaw.errorQuotesAnswer, .storesTokenInClear] {
            let text = try await failure(flaw)?.description ?? ""
            #expect(!text.contains("moonlight") && !text.contains("stand-in-for"))
        }
    }

    @Test func `a missing cassette says how to record it`() async throws {
        let suite = Self.suite(nil, in: "/no/such/folder")
        let failure = await #expect(throws: AcceptanceFailure.self) { try await suite.run(.goodLogin) }
        #expect(failure?.description.contains("record") == true)
    }

    @Test func `checks without their account are left out`() {
        let suite = ProviderAcceptance(MoonPower.self, customer: TestCustomer(login: "a", password: "b"))
        #expect(Set(AcceptanceCheck.all(for: .loginForm)).subtracting(suite.checks) == [.forgedAccount, .wrongCode])
    }

    @Test func `a journey that breaks off is not recorded`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "moon-\(UUID())").path
        let suite = Self.suite(nil, in: folder)
        await #expect(throws: RecordingFailed.self) {
            try await suite.record(over: Answers(json: "{}"), environment: [:], now: noon)
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/sign-in.cassette"))
    }

    @Test func `recording takes the account from the environment and hides it`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "moon-\(UUID())").path
        let suite = ProviderAcceptance(
            MoonPower.self, customer: TestCustomer(login: "stand-in", password: "stand-in-2"), cassettes: folder)
        let environment = ["TEST_CUSTOMER_USER": "jo@moon.co.uk", "TEST_CUSTOMER_PASSWORD": "moonlight"]
        try await suite.record(over: MoonSite(), environment: environment, now: noon)
        try await suite.run(.goodLogin)
    }

    @Test func `a recording that fails does not tell the password`() async throws {
        let suite = Self.suite(.errorQuotesAnswer, in: "/no/such/folder")
        let echo = Answers { HTTPAnswer(status: .ok, body: $0.body.reversed() + Array(" moonlight".utf8)) }
        let failed = await #expect(throws: RecordingFailed.self) {
            try await suite.record(over: echo, environment: ["MOON_POWER_FLAW": "errorQuotesAnswer"], now: noon)
        }
        #expect(failed?.description.contains("{{secret:password}}") == true)
        #expect(failed?.description.contains("moonlight") == false)
    }
}
