import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Other sites` {
    private let browser = Browser()
    private static let forms: [(String, [(String, String)])] = [
        ("/auth_metadata_capture", Browser.credentials), ("/extra_auth_metadata_capture", [("otpCode", "1")]),
        ("/consent_capture", []), ("/action", [("route", "auth_metadata_capture"), ("action", "DISMISS_DIRECT")]),
    ]
    private static let signs: [HTTPFields] = [
        [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.secFetchSite: "none"],
        [.origin: "https://evil.example"], [.origin: "null"],
        [.secFetchSite: "cross-site", .origin: "http://rates.example"],
    ]

    @Test(arguments: 0..<forms.count, 0..<signs.count)
    func `a post of theirs with the customer's cookie reaches nothing`(form: Int, sign: Int) async throws {
        try await browser.open()
        browser.fields = Self.signs[sign]
        let answer = try await browser.post(Self.forms[form].0, Self.forms[form].1)
        #expect(answer.status == 403 && answer.setCookies.isEmpty)
        #expect(browser.connect.routes == ["start_tariff_integration"] && browser.provider.now.logins.isEmpty)
    }

    @Test(arguments: 0..<forms.count, 0..<signs.count)
    func `nor one without`(form: Int, sign: Int) async throws {
        browser.fields = Self.signs[sign]
        #expect(try await browser.post(Self.forms[form].0, Self.forms[form].1).status == 403)
        #expect(browser.connect.bodies.isEmpty && browser.provider.now.logins.isEmpty)
    }

    @Test(arguments: 0..<forms.count)
    func `a post that says nothing needs the session`(form: Int) async throws {
        browser.fields = [:]
        #expect(try await browser.post(Self.forms[form].0, Self.forms[form].1).status == 400)
        #expect(browser.connect.bodies.isEmpty)
    }

    @Test func `with the session an old browser gets through`() async throws {
        browser.fields = [:]
        #expect(try await browser.logIn().status == 303)
    }

    @Test func `an Origin of our own gets through`() async throws {
        browser.fields = [.origin: "http://rates.example"]
        #expect(try await browser.logIn().status == 303)
    }

    @Test func `PUBLIC_URL decides over the host that was asked for`() async throws {
        browser.settings.publicURL = URL(string: "https://public.example/x")
        browser.fields = [.origin: "http://rates.example"]
        #expect(try await browser.logIn().status == 403)
        browser.fields = [.origin: "https://public.example"]
        #expect(try await browser.logIn().status == 303)
    }

    @Test(
        arguments: [
            [.secFetchMode: "no-cors"], [.secFetchMode: "cors"], [.secPurpose: "prefetch"],
        ] as [HTTPFields])
    func `a link that is not navigated to starts nothing`(fields: HTTPFields) async throws {
        let answer = try await browser.get("/", fields)
        #expect(answer.status == 403 && answer.setCookies.isEmpty && browser.connect.bodies.isEmpty)
    }

    @Test func `a link on another site may be followed`() async throws {
        #expect(try await browser.get("/", [.secFetchMode: "navigate", .secFetchSite: "cross-site"]).status == 200)
    }
}

@Suite struct `Methods and paths` {
    private let browser = Browser()

    @Test(arguments: [
        "/auth_metadata_capture", "/extra_auth_metadata_capture", "/consent_capture", "/action", "/api/tariff_plan",
    ])
    func `a form's address is posted to`(route: String) async throws {
        let answer = try await browser.get(route)
        #expect(answer.status == 405 && answer[.allow] == "POST")
    }

    @Test(arguments: ["/", "/page", "/assets/style.css"], [HTTPRequest.Method.post, .put, .delete, .options, .patch])
    func `a page's is not`(route: String, method: HTTPRequest.Method) async throws {
        let answer = try await browser.send(method, route, [:])
        #expect(answer.status == 405 && answer[.allow] == "GET, HEAD")
        #expect(browser.connect.bodies.isEmpty)
    }

    @Test func `HEAD is answered as GET is`() async throws {
        #expect(try await browser.send(.head, "/", [:]).status == 200)
    }

    @Test(arguments: ["/unknown", "/auth_metadata_capture/x", "/assets/../page", "/.env", "/api"])
    func `an unknown path is a 404`(route: String) async throws {
        let answer = try await browser.get(route)
        #expect(answer.status == 404 && answer[.contentType] == "text/html; charset=utf-8")
    }

    @Test func `an unknown asset is a 404`() async throws {
        #expect(try await browser.get("/assets/x.css").status == 404)
    }

    @Test func `the style sheet of a page is there, to be kept`() async throws {
        let html = try await browser.open().html
        let path = try #require(html.firstMatch(of: /href="(\/assets\/style[^"]*)"/)).1
        let answer = try await browser.get(String(path), query: "")
        #expect(answer.status == 200 && answer[.contentType] == "text/css; charset=utf-8")
        #expect(answer[.cacheControl] == "public, max-age=31536000, immutable")
    }

    @Test func `an accent is there`() async throws {
        #expect(try await browser.get("/assets/accent/1f6f54.css", query: "").status == 200)
    }

    @Test func `every page has the security headers`() async throws {
        for answer in [
            try await browser.open(), try await browser.get("/unknown"), try await browser.get("/", query: ""),
        ] {
            #expect(answer[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(answer[.cacheControl] == "no-store" && answer[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func `a request that was too large gets a page`() throws {
        let request = FlowRequest(
            head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/"), route: "/action", id: "r")
        let answer = Answer(try browser.flow.refuse(request, .tooLarge(.contentTooLarge, limit: 65_536)))
        #expect(answer.status == 413 && answer.title == "That was too long")
    }

    @Test func `a request that the web server limits gets a page that says how long to wait`() throws {
        let request = FlowRequest(
            head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/"), route: "/auth_metadata_capture",
            query: "fp_cot=\(Browser.token)", id: "r")
        let answer = Answer(try browser.flow.refuse(request, .rateLimited(retryAfter: 60)))
        #expect(answer.status == 429 && answer[.retryAfter] == "60" && answer.title == "Please wait a few minutes")
    }

    @Test func `a program's gets JSON`() throws {
        let request = FlowRequest(
            head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/"), route: "/api/tariff_plan", id: "r"
        )
        let answer = Answer(try browser.flow.refuse(request, .busy(retryAfter: 3)))
        #expect(answer.status == 503 && answer[.retryAfter] == "3" && answer.json["object"] == "error")
    }
}
