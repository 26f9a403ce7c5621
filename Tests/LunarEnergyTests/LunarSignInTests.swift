import Foundation
import ProviderKit
import Testing

@testable import LunarEnergy

/// Login, one-time code and the choice between homes.
@Suite struct LunarSignInTests {
    private func contract(_ id: String, _ direction: String = "import", _ status: String = "active") -> String {
        """
        {"id": "\(id)", "address": {"lines": ["1 Moon Row", "Hove"], "postcode": "BN3 1AA"},
         "direction": "\(direction)", "status": "\(status)"}
        """
    }

    private func site(_ contracts: String..., login: (Int, String)? = nil, code: (Int, String)? = nil) -> LunarSite {
        let signedIn = (200, #"{"status": "signed_in", "access_token": "a-token"}"#)
        return LunarSite(answers: [
            "POST /api/login": login ?? signedIn, "POST /api/login/code": code ?? signedIn,
            "GET /api/contracts": (200, #"{"contracts": [\#(contracts.joined(separator: ","))]}"#),
        ])
    }

    private func provider() throws -> LunarEnergy {
        try LunarEnergy(settings: ProviderSettings(LunarEnergy.profile, values: [:]))
    }

    private func signIn(_ site: LunarSite, _ direction: Tariff.Direction = .import, previous: LunarEnergy.Grant? = nil)
        async throws -> Authorisation<LunarEnergy.Grant>
    {
        let credentials = Credentials(["login": Secret("ada"), "password": Secret("moonlight")])
        return try await provider().authorise(
            SignIn(credentials: credentials, previous: previous), in: site.context(direction))
    }

    private func add(_ answer: ExtraAnswer, to grant: LunarEnergy.Grant, _ site: LunarSite) async throws
        -> Authorisation<LunarEnergy.Grant>
    {
        try await provider().captureExtraAuthData(answer, for: grant, in: site.context())
    }

    @Test func `one live contract is the one`() async throws {
        guard case .complete(let grant) = try await signIn(site(contract("LE-1"))) else {
            Issue.record("not complete")
            return
        }
        #expect(grant.contractID == "LE-1")
    }

    @Test func `ended, future and export contracts do not count`() async throws {
        let site = site(
            contract("A", "import", "ended"), contract("B", "import", "future"), contract("C", "export"), contract("D"))
        guard case .complete(let grant) = try await signIn(site) else {
            Issue.record("not complete")
            return
        }
        #expect(grant.contractID == "D")
    }

    @Test func `for export the export contract counts`() async throws {
        guard case .complete(let grant) = try await signIn(site(contract("A"), contract("B", "export")), .export) else {
            Issue.record("not complete")
            return
        }
        #expect(grant.contractID == "B")
    }

    @Test func `several homes are offered by their addresses`() async throws {
        guard case .needs(let requirement, _) = try await signIn(site(contract("A"), contract("B"))) else {
            Issue.record("no choice")
            return
        }
        let name = "1 Moon Row, Hove, BN3 1AA"
        #expect(
            requirement
                == .multipleAvailableTariffs([
                    AccountChoice(id: "A", name: name, description: "A"),
                    AccountChoice(id: "B", name: name, description: "B"),
                ]))
    }

    @Test func `the home that was chosen before is not asked for again`() async throws {
        guard
            case .complete(let grant) = try await signIn(
                site(contract("A"), contract("B")), previous: LunarEnergy.Grant(contractID: "B"))
        else {
            Issue.record("not complete")
            return
        }
        #expect(grant.contractID == "B")
    }

    @Test func `while the stored token lives nobody logs in`() async throws {
        let previous = LunarEnergy.Grant(accessToken: Secret("stored"), contractID: "A")
        guard case .complete(let grant) = try await signIn(site(contract("A"), login: (500, "")), previous: previous)
        else {
            Issue.record("not complete")
            return
        }
        #expect(grant.accessToken == Secret("stored"))
    }

    @Test func `with an expired token it logs in again and keeps the home`() async throws {
        var site = site(contract("A"), contract("B"))
        site.answers["GET /api/contracts Bearer stored"] = (401, "{}")
        let previous = LunarEnergy.Grant(accessToken: Secret("stored"), contractID: "B")
        guard case .complete(let grant) = try await signIn(site, previous: previous) else {
            Issue.record("not complete")
            return
        }
        #expect(grant.accessToken == Secret("a-token") && grant.contractID == "B")
    }

    @Test func `no live contract is told`() async throws {
        guard case .needs(let requirement, _) = try await signIn(site()) else {
            Issue.record("complete")
            return
        }
        #expect(requirement == .noAvailableTariffs)
    }

    @Test func `a code is asked for with the provider's hint`() async throws {
        let site = site(login: (200, #"{"status": "code_required", "challenge": "c", "hint": "•••• 123"}"#))
        guard case .needs(let requirement, let grant) = try await signIn(site) else {
            Issue.record("no code")
            return
        }
        #expect(requirement == .code(hint: "•••• 123"))
        #expect(grant.challenge == Secret("c"))
    }

    @Test func `after the code the challenge is forgotten`() async throws {
        let grant = LunarEnergy.Grant(challenge: Secret("c"))
        guard case .complete(let done) = try await add(.code(Secret("1")), to: grant, site(contract("A"))) else {
            Issue.record("not complete")
            return
        }
        #expect(done.challenge == nil && done.accessToken == Secret("a-token"))
    }

    @Test(arguments: [(401, ProviderError.invalidCode), (410, .expiredCode)])
    func `a refused code is told as what it is`(_ status: Int, _ error: ProviderError) async throws {
        let grant = LunarEnergy.Grant(challenge: Secret("c"))
        await #expect(throws: error) { try await add(.code(Secret("1")), to: grant, site(code: (status, "{}"))) }
    }

    @Test func `a code that nobody asked for has expired`() async throws {
        await #expect(throws: ProviderError.expiredCode) {
            try await add(.code(Secret("1")), to: LunarEnergy.Grant(), site())
        }
    }

    @Test func `after the code several homes are offered`() async throws {
        let grant = LunarEnergy.Grant(challenge: Secret("c"))
        let authorisation = try await add(.code(Secret("1")), to: grant, site(contract("A"), contract("B")))
        guard case .needs(.multipleAvailableTariffs(let choices), _) = authorisation else {
            Issue.record("no choice")
            return
        }
        #expect(choices.map(\.id) == ["A", "B"])
    }

    @Test(arguments: ["Z", "C"]) func `a home that was not offered is refused`(_ id: String) async throws {
        let grant = LunarEnergy.Grant(accessToken: Secret("t"))
        let site = site(contract("A"), contract("B"), contract("C", "import", "ended"))
        await #expect(throws: ProviderError.invalidSelection) { try await add(.account(id), to: grant, site) }
    }

    @Test func `an old access token asks for a new sign-in`() async throws {
        var site = site()
        site.answers["GET /api/contracts"] = (401, "{}")
        let grant = LunarEnergy.Grant(accessToken: Secret("t"), contractID: "A")
        await #expect(throws: ProviderError.reauthorisationRequired("the access token has expired")) {
            try await provider().capture(grant, reference: nil, in: site.context())
        }
    }

    @Test func `reading before a home is chosen is refused`() async throws {
        let grant = LunarEnergy.Grant(accessToken: Secret("t"))
        await #expect(throws: ProviderError.selectionRequired) {
            try await provider().capture(grant, reference: nil, in: site(contract("A")).context())
        }
    }

    @Test func `a bad address in the settings is named`() {
        let settings = ProviderSettings(LunarEnergy.profile, values: ["LUNAR_ENERGY_API_URL": "moon"])
        let fault = #expect(throws: ConfigurationFault.self) { try LunarEnergy(settings: settings) }
        #expect(fault?.variable == "LUNAR_ENERGY_API_URL")
    }
}
