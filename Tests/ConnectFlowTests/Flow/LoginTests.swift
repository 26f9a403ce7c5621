import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `The login` {
    private let browser = Browser()

    private var stored: JSONValue? { browser.connect.bodies.last?["data"] }

    @Test func `fields that the form never had are not forwarded`() async throws {
        try await browser.logIn(
            Browser.credentials + [("is_admin", "1"), ("direction", "EXPORT"), ("access_token", "x")])
        #expect(browser.provider.now.logins == [["login": "ann@example.com", "password": "correct horse"]])
        #expect(stored?["is_admin"] == nil && stored?["direction"] == nil)
        #expect(stored?["access_token"]?.string?.hasPrefix("v1.") == true)
    }

    @Test func `on a clash the hook's value wins`() async throws {
        browser.provider.authorise { _, _ in .complete(.init(login: "canonical")) }
        try await browser.logIn()
        #expect(stored?["login"] == "canonical")
    }

    @Test func `the direction is stored when it is export`() async throws {
        browser.connect.setPage("direction", "EXPORT")
        try await browser.logIn()
        #expect(stored?["direction"] == "EXPORT")
        #expect(browser.provider.now.directions == [.export])
    }

    @Test func `a wrong password is a 422 with the way to try again`() async throws {
        browser.provider.refuse(.invalidCredentials)
        let answer = try await browser.logIn()
        #expect(answer.status == 422 && answer.html.contains("href=\"/?fp_cot=\(Browser.token)\""))
        #expect(answer.closes == "auth_metadata_capture")
        #expect(browser.connect.routes == ["start_tariff_integration"])
    }

    @Test func `wrong, then right`() async throws {
        browser.provider.refuse(.invalidCredentials)
        try await browser.logIn()
        browser.provider.authorise { _, _ in .complete(.init()) }
        #expect(try await browser.logIn().status == 303)
    }

    @Test(arguments: [
        [("login", "ann@example.com")], [("login", ""), ("password", "")], [],
        [("password", "x"), ("password", "y"), ("login", "a")],
    ])
    func `a form without what is required does not reach the provider`(form: [(String, String)]) async throws {
        #expect(try await browser.logIn(form).status == 422)
        #expect(browser.provider.now.logins.isEmpty)
    }

    @Test func `a password of many kilobytes does not reach the provider`() async throws {
        let answer = try await browser.logIn([("login", "a"), ("password", String(repeating: "x", count: 2000))])
        #expect(answer.status == 413)
        #expect(browser.provider.now.logins.isEmpty)
    }

    @Test func `what was typed is sent as it was typed`() async throws {
        let odd = " \u{1F600}\"<b>&+%'\\ "
        try await browser.logIn([("login", odd), ("password", odd)])
        #expect(stored?["password"] == .string(odd))
    }

    @Test(arguments: [
        (ProviderError.rateLimited(retryAfter: 30), 429), (.unavailable("x"), 503), (.unexpectedAnswer("x"), 502),
        (.timedOut, 504), (.unsupportedTariff("x"), 422), (.tariffHoursUnknown("x"), 422), (.ratesIncomplete("x"), 422),
        (.unknownReference, 422), (.codeRequired, 422), (.selectionRequired, 422), (.invalidSelection, 422),
        (.invalidCode, 422), (.expiredCode, 422), (.noTariff, 422), (.reauthorisationRequired("x"), 400),
    ])
    func `each way of the provider to say no has its status and a way on`(error: ProviderError, status: Int)
        async throws
    {
        browser.provider.refuse(error)
        let answer = try await browser.logIn()
        #expect(answer.status == status)
        #expect(answer.closes == "auth_metadata_capture")
        #expect(browser.connect.routes == ["start_tariff_integration"])
    }

    @Test func `a rate limit is not called a wrong password, and says how long`() async throws {
        browser.provider.refuse(.rateLimited(retryAfter: 30))
        let answer = try await browser.logIn()
        #expect(answer[.retryAfter] == "30")
        #expect(answer.title == "Please wait a few minutes")
    }

    @Test func `an error page shows the token and the reference`() async throws {
        browser.provider.refuse(.timedOut)
        let answer = try await browser.logIn()
        #expect(answer.html.contains(Browser.token) && answer.html.contains("req-1"))
    }

    @Test func `no tariff offers another provider`() async throws {
        browser.provider.refuse(.noTariff)
        #expect(try await browser.logIn().html.contains("value=\"DISCONNECT\""))
    }

    @Test(arguments: ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
    func `a body that is no form is a 400`(type: String) async throws {
        try await browser.open()
        let answer = try await browser.send(
            .post, "/auth_metadata_capture", [.secFetchSite: "same-origin", .contentType: type],
            body: Array("login=a&password=b".utf8))
        #expect(answer.status == 400)
        #expect(browser.provider.now.logins.isEmpty)
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded ;x",
    ])
    func `a form's type may carry more`(type: String) async throws {
        try await browser.open()
        let answer = try await browser.send(
            .post, "/auth_metadata_capture", [.secFetchSite: "same-origin", .contentType: type],
            body: Array("login=a&password=b".utf8))
        #expect(answer.status == 303)
    }

    @Test(arguments: ["login=%ff&password=x", "login=a%00&password=x", String(repeating: "a=b&", count: 65)])
    func `a form that cannot be read is a 400`(body: String) async throws {
        try await browser.open()
        let answer = try await browser.send(
            .post, "/auth_metadata_capture",
            [.secFetchSite: "same-origin", .contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8))
        #expect(answer.status == 400)
    }
}
