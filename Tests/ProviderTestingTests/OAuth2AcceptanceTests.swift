import Foundation
import ProviderKit
import ProviderTesting
import Testing

/// The same suite for a provider whose customers sign in on its own website.
@Suite struct OAuth2AcceptanceTests {
    /// The folder of cassettes that were recorded of the sound provider.
    static let cassettes = Task {
        let folder = FileManager.default.temporaryDirectory.appending(path: "star-\(UUID())").path
        try await suite(nil, in: folder).record(
            over: StarSite(), environment: [:], now: noon, pages: StarSite.pages)
        return folder
    }

    static func suite(_ flaw: StarFlaw?, in folder: String) -> ProviderAcceptance<StarPower> {
        let customer = { (name: String) in TestCustomer(login: "\(name)@star.example", password: "starlight") }
        return ProviderAcceptance(
            StarPower.self, customer: customer("ada"), choosing: customer("many"), exporting: customer("sells"),
            settings: ["STAR_POWER_FLAW": flaw?.rawValue ?? ""], cassettes: folder)
    }

    private func failure(_ flaw: StarFlaw) async throws -> AcceptanceFailure? {
        let suite = Self.suite(flaw, in: try await Self.cassettes.value)
        return await #expect(throws: AcceptanceFailure.self) { try await suite.run(flaw.check) }
    }

    @Test func `the checks are those of OAuth2`() {
        #expect(Self.suite(nil, in: "").checks == AcceptanceCheck.all(for: .oauth2).filter { $0 != .wrongCode })
    }

    @Test(arguments: suite(nil, in: "").checks)
    func `a sound provider passes`(_ check: AcceptanceCheck) async throws {
        try await Self.suite(nil, in: try await Self.cassettes.value).run(check)
    }

    @Test(arguments: StarFlaw.allCases) func `the flaw is caught by its check`(_ flaw: StarFlaw) async throws {
        let text = try await failure(flaw)?.description ?? ""
        #expect(text.contains(flaw.evidence))
    }

    @Test func `every check of OAuth2 alone catches some flaw`() {
        let own = AcceptanceCheck.allCases.filter { $0.signIn == .oauth2 }
        #expect(Set(own).subtracting(StarFlaw.allCases.map(\.check)).isEmpty)
    }

    @Test func `a failure holds no secret`() async throws {
        for flaw in StarFlaw.allCases {
            let text = try await failure(flaw)?.description ?? ""
            #expect(!text.contains("stand-in-for") && !text.contains("star-client-secret"))
        }
    }

    @Test func `the code, the verifier and the tokens are in no cassette`() async throws {
        let folder = try await Self.cassettes.value
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            #expect(!text.contains(/star-(access|refresh|code|client)/))
            #expect(!text.contains(/code_verifier=[^{]/))
        }
    }

    @Test(arguments: [
        ("?error=access_denied&state=STATE", "the error 'access_denied'"), ("?code=star-code-ada", "without the state"),
        ("?code=star-code-ada&state=other", "without the state"), ("?state=STATE", "without a code"),
        ("?code=a&code=b&state=STATE", "without a code"), ("", "without the state"),
    ])
    func `a browser that comes back without a code is not recorded`(back: String, problem: String) async throws {
        let suite = Self.suite(nil, in: "/no/such/folder")
        let pages = SignInPages { address, _ in
            let state = URLComponents(string: address)?.queryItems?.first { $0.name == "state" }?.value
            return "http://127.0.0.1:8765/callback" + back.replacing("STATE", with: state ?? "")
        }
        let failed = await #expect(throws: RecordingFailed.self) {
            try await suite.record(over: StarSite(), environment: [:], now: noon, pages: pages)
        }
        #expect(failed?.description.contains(problem) == true)
    }

    @Test func `recorded with a client and a redirect URI of one's own, it is replayed with those of the tests`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "star-\(UUID())").path
        let suite = Self.suite(nil, in: folder)
        let environment = ["TEST_REDIRECT_URI": "https://rates.star.example/callback"]
        try await suite.record(over: StarSite(), environment: environment, now: noon, pages: StarSite.pages)
        try await suite.run(.goodLogin)
    }
}
