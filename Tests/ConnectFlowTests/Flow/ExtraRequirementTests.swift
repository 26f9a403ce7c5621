import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Extra requirements` {
    private let browser = Browser()
    private static let homes = [
        AccountChoice(id: "c1", name: "1 High Street"),
        AccountChoice(id: "c2", name: "2 Low Road", description: "Export"),
    ]

    private func answer(_ name: String, _ value: String) async throws -> Answer {
        try await browser.post("/extra_auth_metadata_capture", [(name, value)])
    }

    struct Code {
        private let outer = `Extra requirements`()
        private var browser: Browser { outer.browser }

        init() async throws {
            browser.provider.need(.code(hint: "+44 … 12"))
            try await browser.logIn()
        }

        @Test func `the page asks for it`() async throws {
            let page = try await browser.get("/page")
            #expect(page.status == 200 && page.html.contains("name=\"otpCode\""))
            #expect(page.html.contains("Lunar Energy has sent a one-time code to +44\u{A0}…\u{A0}12."))
        }

        @Test func `nothing reaches Connect before it is there`() {
            #expect(browser.connect.routes == ["start_tariff_integration"])
        }

        @Test func `the right one goes on, with the credentials of the login`() async throws {
            let answer = try await outer.answer("otpCode", " 123 456 ")
            #expect(answer.status == 303)
            #expect(browser.provider.now.extras == [.code(Secret("123456"))])
            #expect(browser.connect.bodies.last?["data"]?["password"] == "correct horse")
        }

        @Test(arguments: [ProviderError.invalidCode, .expiredCode])
        func `a wrong one asks again and counts`(error: ProviderError) async throws {
            browser.provider.extra { _, _ throws(ProviderError) in throw error }
            let first = try await outer.answer("otpCode", "1")
            #expect(first.status == 422 && first.html.contains("Tries left: 4"))
            #expect(try await outer.answer("otpCode", "1").html.contains("Tries left: 3"))
        }

        @Test func `after five the login is over`() async throws {
            browser.provider.extra { _, _ throws(ProviderError) in throw .invalidCode }
            for _ in 1...4 { #expect(try await outer.answer("otpCode", "1").html.contains("otpCode")) }
            #expect(try await outer.answer("otpCode", "1").title == "That login did not work")
            #expect(try await outer.answer("otpCode", "1").location == "/page?fp_cot=\(Browser.token)")
            #expect(try await browser.get("/page").html.contains("name=\"password\""))
        }

        @Test(arguments: ["", "   ", String(repeating: "1", count: 65)])
        func `nothing, or too much, does not reach the provider`(code: String) async throws {
            let answer = try await outer.answer("otpCode", code)
            #expect(answer.status == 422 && answer.html.contains("otpCode"))
            #expect(browser.provider.now.extras.isEmpty)
        }

        @Test func `a provider that fails at it`() async throws {
            browser.provider.extra { _, _ throws(ProviderError) in throw .timedOut }
            let answer = try await outer.answer("otpCode", "1")
            #expect(answer.status == 504 && answer.closes == "auth_metadata_capture")
        }

        @Test func `a code, then a choice`() async throws {
            browser.provider.extra { answer, grant in
                if case .code = answer { .needs(.multipleAvailableTariffs(homes), grant) } else { .complete(grant) }
            }
            _ = try await outer.answer("otpCode", "1")
            #expect(try await browser.get("/page").html.contains("1 High Street"))
            _ = try await outer.answer("account", "c2")
            #expect(browser.connect.routes.last == "auth_metadata_capture")
        }

        @Test func `an account in place of a code leads to the page`() async throws {
            #expect(try await outer.answer("account", "c1").location == "/page?fp_cot=\(Browser.token)")
            #expect(browser.provider.now.extras.isEmpty)
        }

        @Test func `a grant that fits no cookie is our fault, and the customer gets away`() async throws {
            let huge = Secret(String(repeating: "t", count: 6000))
            browser.provider.need(.code(hint: nil), .init(accessToken: huge))
            let answer = try await browser.logIn()
            #expect(answer.status == 500 && answer.closes == "auth_metadata_capture")
        }
    }

    struct Choice {
        private let outer = `Extra requirements`()
        private var browser: Browser { outer.browser }

        init() async throws {
            browser.provider.need(.multipleAvailableTariffs(homes))
            browser.provider.extra { answer, grant in
                guard case .account(let id) = answer else { return .complete(grant) }
                return .complete(.init(contract: id))
            }
            try await browser.logIn()
        }

        @Test func `the page offers them as radio buttons`() async throws {
            let html = try await browser.get("/page").html
            #expect(html.contains("type=\"radio\" name=\"account\" value=\"c1\"") && html.contains("2 Low Road"))
        }

        @Test func `the choice goes on`() async throws {
            #expect(try await outer.answer("account", "c2").status == 303)
            #expect(browser.connect.bodies.last?["data"]?["contract"] == "c2")
        }

        @Test(arguments: ["c3", "", "C1", "c1 "])
        func `a forged one is refused and does not reach the provider`(id: String) async throws {
            let answer = try await outer.answer("account", id)
            #expect(answer.status == 422 && answer.html.contains("Choose a contract"))
            #expect(browser.provider.now.extras.isEmpty)
        }

        @Test func `no choice is asked for again`() async throws {
            #expect(try await browser.post("/extra_auth_metadata_capture").status == 422)
        }

        @Test func `one that the provider no longer has is asked for again`() async throws {
            browser.provider.extra { _, _ throws(ProviderError) in throw .invalidSelection }
            #expect(try await outer.answer("account", "c1").html.contains("Choose a contract"))
        }

        @Test func `a token that has expired meanwhile leads to a new start`() async throws {
            browser.provider.extra { _, _ throws(ProviderError) in throw .reauthorisationRequired("expired") }
            let answer = try await outer.answer("account", "c1")
            #expect(answer.status == 400 && answer.closes == "auth_metadata_capture" && browser.cookies.isEmpty)
        }
    }

    struct `Thirty homes` {
        private let browser = Browser()
        private static let homes = (0..<30).map {
            AccountChoice(id: "c\($0)", name: "\($0) Very Long Street Name, Some Town, Some County, AB1 2CD")
        }

        init() async throws {
            browser.provider.need(.multipleAvailableTariffs(Self.homes))
            try await browser.logIn()
        }

        @Test func `do not fit the cookie and are asked for again`() async throws {
            let html = try await browser.get("/page").html
            #expect(html.contains("29 Very Long") && browser.provider.now.logins.count == 2)
        }

        @Test func `the choice is checked against what is asked for again`() async throws {
            #expect(try await browser.post("/extra_auth_metadata_capture", [("account", "c29")]).status == 303)
            #expect(browser.provider.now.extras == [.account("c29")])
        }

        @Test func `a forged one is refused`() async throws {
            #expect(try await browser.post("/extra_auth_metadata_capture", [("account", "c30")]).status == 422)
        }

        @Test func `when only one is left, the login goes on`() async throws {
            browser.provider.authorise { _, _ in .complete(.init(contract: "c7")) }
            #expect(try await browser.get("/page").html.contains("/consent_capture?"))
            #expect(browser.connect.bodies.last?["data"]?["contract"] == "c7")
            #expect(try await browser.get("/page").title.contains("Nova"))
        }

        @Test func `when the provider now wants a code, its page comes and the code works`() async throws {
            browser.provider.need(.code(hint: nil))
            #expect(try await browser.get("/page").html.contains("otpCode"))
            #expect(try await browser.post("/extra_auth_metadata_capture", [("otpCode", "1")]).status == 303)
            #expect(browser.provider.now.logins.count == 2)
        }

        @Test func `when the provider is down, the page says so`() async throws {
            browser.provider.refuse(.unavailable("x"))
            #expect(try await browser.get("/page").status == 503)
        }
    }

    struct None {
        @Test(arguments: [ExtraRequirement.noAvailableTariffs, .multipleAvailableTariffs([])])
        func `no tariff offers another provider`(requirement: ExtraRequirement) async throws {
            let browser = Browser()
            browser.provider.need(requirement)
            try await browser.logIn()
            let html = try await browser.get("/page").html
            #expect(html.contains("value=\"DISCONNECT\"") && html.contains("value=\"DISMISS_DIRECT\""))
        }
    }

    @Test func `without one pending the form leads to the page`() async throws {
        try await browser.open()
        #expect(try await answer("otpCode", "1").location == "/page?fp_cot=\(Browser.token)")
    }
}
