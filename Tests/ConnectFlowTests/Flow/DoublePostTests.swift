import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `A form that is sent twice` {
    private let browser = Browser()

    /// Sends a form again with the cookies of before it was first sent, as a double click does.
    private func postTwice(_ route: String, _ form: [(String, String)] = []) async throws -> (
        first: Answer, second: Answer
    ) {
        let cookies = browser.cookies
        let first = try await browser.post(route, form)
        browser.cookies = cookies
        return (first, try await browser.post(route, form))
    }

    @Test func `the login: the second leads to the same page`() async throws {
        try await browser.open()
        let (first, second) = try await postTwice("/auth_metadata_capture", Browser.credentials)
        #expect(first.location == second.location && second.status == 303)
        #expect(try await browser.get("/page").title.contains("Nova"))
        #expect(try await browser.post("/consent_capture").location?.hasPrefix("https://app.example/") == true)
    }

    @Test func `the login once more, when the first is through, leads to the page`() async throws {
        try await browser.logIn()
        #expect(
            try await browser.post("/auth_metadata_capture", Browser.credentials).location?.hasPrefix("/page") == true)
        #expect(browser.provider.now.logins.count == 1)
    }

    @Test func `a consent to an earlier login leads to the newer one's page`() async throws {
        try await browser.logIn()
        let stale = browser.cookies
        browser.connect.stand(at: .login)
        try await browser.logIn()
        browser.cookies = stale
        #expect(try await browser.post("/consent_capture").location == "/page?fp_cot=\(Browser.token)")
        #expect(try await browser.get("/page").title.contains("Nova"))
        #expect(try await browser.post("/consent_capture").location?.hasPrefix("https://app.example/") == true)
    }

    @Test func `Connect is asked once where it stands, and no more`() async throws {
        try await browser.open()
        browser.connect.stand(at: .over)
        let answer = try await browser.post("/auth_metadata_capture", Browser.credentials)
        #expect(answer.status == 422)
        #expect(
            browser.connect.routes == [
                "start_tariff_integration", "auth_metadata_capture", "start_tariff_integration",
            ])
    }

    @Test func `a refusal that was meant is shown, not led away from`() async throws {
        try await browser.open()
        browser.connect.script(.refusal(422, "field_missing", "data.meter is missing."))
        let answer = try await browser.post("/auth_metadata_capture", Browser.credentials)
        #expect(answer.status == 422 && answer.html.contains("data.meter is missing."))
    }

    @Test func `a session that is over meanwhile leads to the app`() async throws {
        try await browser.logIn()
        browser.connect.script(.refusal(422, "route_not_allowed", "x"), .redirect("https://app.example/done"))
        #expect(try await browser.post("/consent_capture").location == "https://app.example/done")
    }

    @Test(arguments: [401, 403, 404, 429])
    func `a refusal that cannot be about order is not asked about`(status: Int) async throws {
        try await browser.open()
        browser.connect.script(.refusal(status, "x", "x"))
        try await browser.post("/auth_metadata_capture", Browser.credentials)
        #expect(browser.connect.routes.count == 2)
    }

    @Test func `a consent before the login leads to the page`() async throws {
        try await browser.open()
        #expect(try await browser.post("/consent_capture").location?.hasPrefix("/page") == true)
        #expect(browser.connect.routes == ["start_tariff_integration"])
    }
}

@Suite struct `Actions` {
    private let browser = Browser()

    @Test(arguments: ["DISMISS_DIRECT", "DISCONNECT"], ["auth_metadata_capture", "consent_capture"])
    func `are sent as they are, and lead to the app`(action: String, route: String) async throws {
        try await browser.open()
        let answer = try await browser.post("/action", [("route", route), ("action", action)])
        #expect(answer.location?.hasPrefix("https://app.example/") == true && browser.cookies.isEmpty)
        #expect(
            browser.connect.bodies.last == [
                "route": .string(route), "type": "submit", "connect_token": .string(Browser.token),
                "action": .string(action),
            ])
    }

    @Test(arguments: [
        [("route", "auth_metadata_capture")], [("action", "DISMISS_DIRECT")], [],
        [("route", "session_redirect"), ("action", "DISMISS_DIRECT")],
        [("route", "auth_metadata_capture"), ("action", "DELETE")],
        [("route", "auth_metadata_capture"), ("action", "DISMISS_DIRECT"), ("action", "DISCONNECT")],
    ])
    func `unknown ones reach nothing`(form: [(String, String)]) async throws {
        try await browser.open()
        #expect(try await browser.post("/action", form).status == 400)
        #expect(browser.connect.routes == ["start_tariff_integration"])
    }
}
