import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Trouble with Connect` {
    private let browser = Browser()

    private static let troubles: [(Result<HTTPAnswer, HTTPFailure>, Int)] = [
        (.failure(.timedOut), 504), (.failure(.unreachable("refused")), 502),
        (.failure(.answerTooLarge(limit: 4)), 502),
        (.success(.text("<html>Down</html>", 503)), 502), (.success(.text("<html>Fine</html>")), 502),
        (.success(.text("")), 502), (.success(.json(["route": "surprise", "data": [:]])), 502),
        (.success(.json(["route": "consent_capture"])), 502), (.success(.redirect("javascript:alert(1)")), 502),
        (.success(.refusal(401, "expired", "Expired.")), 401), (.success(.refusal(403, "no", "Bad credentials")), 403),
        (.success(.refusal(404, "unknown", "Unknown.")), 404), (.success(.refusal(429, "rate", "Slow down.")), 429),
        (.success(.refusal(408, "x", "x")), 400), (.success(.refusal(500, "x", "x")), 502),
        (.success(.json(["route": "error", "error_message": "No."])), 400),
        (.success(.text(String(repeating: "[", count: 100_000))), 502),
    ]

    private func script(_ index: Int) {
        switch Self.troubles[index].0 {
        case .success(let answer): browser.connect.script(answer)
        case .failure(let failure): browser.connect.fail(failure)
        }
    }

    private func expectPage(_ answer: Answer, _ index: Int, closes: String?) {
        #expect(answer.status == Self.troubles[index].1)
        #expect(answer.html.contains(Browser.token) && answer.html.contains("href=\"/?fp_cot="))
        #expect(answer.closes == closes)
    }

    @Test(arguments: troubles.indices)
    func `at the start`(index: Int) async throws {
        script(index)
        let answer = try await browser.open()
        expectPage(answer, index, closes: nil)
        #expect(answer.setCookies.isEmpty)
    }

    @Test(arguments: troubles.indices)
    func `at the start of a session that is known`(index: Int) async throws {
        try await browser.open()
        script(index)
        expectPage(try await browser.open(), index, closes: "auth_metadata_capture")
    }

    @Test(arguments: troubles.indices)
    func `at the login`(index: Int) async throws {
        try await browser.open()
        script(index)
        expectPage(
            try await browser.post("/auth_metadata_capture", Browser.credentials), index,
            closes: "auth_metadata_capture")
    }

    @Test(arguments: troubles.indices)
    func `at the consent`(index: Int) async throws {
        try await browser.logIn()
        script(index)
        expectPage(try await browser.post("/consent_capture"), index, closes: "consent_capture")
    }

    @Test(arguments: troubles.indices)
    func `at an action`(index: Int) async throws {
        try await browser.open()
        script(index)
        let form = [("route", "auth_metadata_capture"), ("action", "DISMISS_DIRECT")]
        expectPage(try await browser.post("/action", form), index, closes: "auth_metadata_capture")
    }

    @Test func `its words stand on the page, as text`() async throws {
        browser.connect.script(.refusal(403, "no", "<b>Bad</b> & \"worse\""))
        let html = try await browser.open().html
        #expect(html.contains("&lt;b&gt;Bad") && !html.contains("<b>"))
    }

    @Test func `its words do not repeat the password`() async throws {
        try await browser.open()
        browser.connect.script(.refusal(403, "no", "data.password 'correct horse' is no good"))
        let html = try await browser.post("/auth_metadata_capture", Browser.credentials).html
        #expect(html.contains("is no good") && !html.contains("correct horse"))
    }

    @Test func `its wait is passed on`() async throws {
        var answer = HTTPAnswer.refusal(429, "rate", "Slow down.")
        answer.headerFields[.retryAfter] = "12"
        browser.connect.script(answer)
        #expect(try await browser.open()[.retryAfter] == "12")
    }

    @Test func `huge texts end in a page, not in a circle`() async throws {
        let huge = JSONValue.string(String(repeating: "x", count: 200_000))
        browser.connect.setPage(
            "data",
            [
                "account": ["display_name": huge, "privacy_url": huge, "terms_url": huge],
                "provider": ["display_name": huge, "logo_url": huge, "accent_color": huge],
            ])
        #expect(try await browser.open().status == 200)
        #expect(try await browser.get("/page").status == 200)
    }

    @Test func `a huge auth_metadata_id ends in a page`() async throws {
        try await browser.open()
        browser.connect.setPage("route", "consent_capture")
        browser.connect.setPage(
            "data",
            ["account": ["display_name": "N"], "auth_metadata_id": .string(String(repeating: "x", count: 5000))])
        #expect(try await browser.post("/auth_metadata_capture", Browser.credentials).status == 502)
    }

    @Test func `the session survives, and the customer goes on`() async throws {
        try await browser.logIn()
        browser.connect.fail(.timedOut)
        #expect(try await browser.post("/consent_capture").status == 504)
        #expect(try await browser.post("/consent_capture").location?.hasPrefix("https://app.example/") == true)
    }
}
