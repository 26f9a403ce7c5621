import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `The happy path` {
    private let browser = Browser()

    @Test func `the link shows the login form`() async throws {
        let answer = try await browser.open()
        #expect(answer.status == 200 && answer.html.contains("name=\"password\""))
        #expect(browser.connect.routes == ["start_tariff_integration"])
    }

    @Test func `connect_token is a synonym on the link`() async throws {
        #expect(try await browser.get("/", query: "connect_token=\(Browser.token)").status == 200)
    }

    @Test func `and only there`() async throws {
        #expect(try await browser.get("/page", query: "connect_token=\(Browser.token)").status == 400)
    }

    @Test func `a login goes on to the page`() async throws {
        let answer = try await browser.logIn()
        #expect(answer.status == 303 && answer.location == "/page?fp_cot=\(Browser.token)")
    }

    @Test func `the page asks for consent, and can be reloaded`() async throws {
        try await browser.logIn()
        let first = try await browser.get("/page")
        #expect(first.status == 200 && first.title.contains("Nova"))
        #expect(try await browser.get("/page").html == first.html)
    }

    @Test func `consent leads back to the app`() async throws {
        try await browser.logIn()
        let answer = try await browser.post("/consent_capture")
        #expect(answer.status == 303)
        #expect(answer.location == "https://app.example/done?fp_cot=\(Browser.token)")
        #expect(browser.cookies.isEmpty)
    }

    @Test func `what Connect is sent, whole`() async throws {
        try await browser.logIn()
        try await browser.post("/consent_capture", [("auth_metadata_id", "forged")])
        let token = JSONValue.string(Browser.token)
        var login = try #require(browser.connect.bodies[1]["data"]?.object)
        let sealed = try #require(login.removeValue(forKey: "access_token")?.string)
        #expect(sealed.hasPrefix("v1."))
        #expect(login == ["login": "ann@example.com", "password": "correct horse"])
        #expect(browser.connect.bodies[1].object?.keys.sorted() == ["connect_token", "data", "route"])
        #expect(
            browser.connect.bodies[2] == [
                "route": "consent_capture", "connect_token": token,
                "data": ["auth_metadata_id": "amd_1", "consent_given": true],
            ])
    }

    @Test func `below a mount every address is below it`() async throws {
        browser.mount = Mount(path: "/connect/lunar")
        let login = try await browser.logIn()
        #expect(login.location == "/connect/lunar/page?fp_cot=\(Browser.token)")
        let page = try await browser.get("/page")
        let addresses = page.html.matches(of: /(?:action|href|src)="([^"]*)"/).map { String($0.1) }
        let ours = addresses.filter { !$0.hasPrefix("https://") && !$0.hasPrefix("data:") }
        #expect(!ours.isEmpty && ours.allSatisfy { $0.hasPrefix("/connect/lunar/") })
    }

    @Test func `another process with the same secret goes on with the session`() async throws {
        try await browser.logIn()
        let other = Browser()
        other.cookies = browser.cookies
        other.connect.stand(at: .consent)
        #expect(try await other.get("/page").title.contains("Nova"))
    }

    @Test func `a key rotated between two steps changes nothing`() async throws {
        try await browser.open()
        let old = Secret("0123456789abcdef0123456789abcdef")
        browser.keys = SessionKeys(secret: Secret("fedcba9876543210fedcba9876543210"), previous: [old])
        #expect(try await browser.post("/auth_metadata_capture", Browser.credentials).status == 303)
    }

    @Test func `two tabs with two tokens do not disturb each other`() async throws {
        let second = "cot_anothertoken0001"
        try await browser.open()
        try await browser.get("/", query: "fp_cot=\(second)")
        #expect(browser.cookies.count == 2)
        #expect(try await browser.post("/auth_metadata_capture", Browser.credentials).status == 303)
        browser.connect.stand(at: .login)
        let answer = try await browser.post("/auth_metadata_capture", Browser.credentials, query: "fp_cot=\(second)")
        #expect(answer.location == "/page?fp_cot=\(second)")
    }

    @Test func `the page without a session starts at the link`() async throws {
        #expect(try await browser.get("/page").location == "/?fp_cot=\(Browser.token)")
    }

    @Test func `a link that Connect answers with the app leads there`() async throws {
        browser.connect.script(.redirect("myapp://oauth-callback/flatpeak?fp_cot=\(Browser.token)"))
        #expect(try await browser.open().location == "myapp://oauth-callback/flatpeak?fp_cot=\(Browser.token)")
    }

    @Test func `https sets a cookie that only https sends`() async throws {
        browser.isSecure = true
        #expect(try await browser.open().setCookies.first?.hasPrefix("__Host-rb_") == true)
    }
}
