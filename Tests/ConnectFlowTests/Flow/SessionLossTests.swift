import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `A session that is not there` {
    private let browser = Browser()
    private static let steps = ["/auth_metadata_capture", "/extra_auth_metadata_capture", "/consent_capture"]
    private static let ended = "Your session has ended"
    private static let blocked = "Your browser is blocking cookies"

    private var name: String { browser.cookies.keys.first ?? "" }

    private func reachedNothingMore() -> Bool {
        browser.connect.routes == ["start_tariff_integration"] && browser.provider.now.logins.isEmpty
    }

    struct `Blocked cookies` {
        private let outer = `A session that is not there`()
        private var browser: Browser { outer.browser }

        init() async throws {
            browser.acceptsCookies = false
            try await browser.open()
        }

        @Test(arguments: `A session that is not there`.steps)
        func `are told as such, whatever the step`(step: String) async throws {
            let answer = try await browser.post(step, Browser.credentials)
            #expect(answer.status == 400 && answer.title == blocked)
            #expect(outer.reachedNothingMore())
        }

        @Test(arguments: [
            ("/auth_metadata_capture", "auth_metadata_capture"), ("/consent_capture", "consent_capture"),
        ])
        func `leave a way to go on`(step: String, route: String) async throws {
            let answer = try await browser.post(step)
            #expect(answer.closes == route && answer.html.contains("href=\"/?fp_cot=\(Browser.token)\""))
        }

        @Test func `the way goes back to the app`() async throws {
            let answer = try await browser.post(
                "/action", [("route", "auth_metadata_capture"), ("action", "DISMISS_DIRECT")])
            #expect(answer.location?.hasPrefix("https://app.example/") == true)
        }

        @Test func `the page never leads round in circles`() async throws {
            #expect(try await browser.get("/page").location == "/?fp_cot=\(Browser.token)")
            #expect(try await browser.get("/").status == 200)
        }

        @Test func `are not claimed where another session's cookie came`() async throws {
            browser.acceptsCookies = true
            try await browser.get("/", query: "fp_cot=cot_anothertoken0001")
            #expect(try await browser.post("/auth_metadata_capture", Browser.credentials).title == ended)
        }

        @Test func `are not claimed where it is not known that a page of ours posts`() async throws {
            browser.fields = [:]
            let answer = try await browser.post("/auth_metadata_capture", Browser.credentials)
            #expect(answer.title == ended && answer.closes == nil)
        }
    }

    struct `A bad cookie` {
        private let outer = `A session that is not there`()
        private var browser: Browser { outer.browser }

        init() async throws { try await browser.open() }

        private func expectNewStart(_ answer: Answer) {
            #expect(answer.status == 400 && answer.title == ended)
            #expect(answer.html.contains("href=\"/?fp_cot=\(Browser.token)\""))
            #expect(answer.setCookies.contains { $0.hasPrefix("rb_") && $0.contains("Max-Age=0") })
            #expect(outer.reachedNothingMore())
        }

        @Test(arguments: `A session that is not there`.steps)
        func `that was tampered with`(step: String) async throws {
            browser.cookies[outer.name]?.append("A")
            expectNewStart(try await browser.post(step, Browser.credentials))
        }

        @Test func `that was tampered with, on the page`() async throws {
            browser.cookies[outer.name] = "v1.x.y"
            expectNewStart(try await browser.get("/page"))
        }

        @Test func `that has expired`() async throws {
            browser.now += 1801
            expectNewStart(try await browser.post("/auth_metadata_capture", Browser.credentials))
        }

        @Test func `of another secret`() async throws {
            browser.keys = SessionKeys(secret: Secret("another-secret-another-secret-anoth"))
            expectNewStart(try await browser.post("/auth_metadata_capture", Browser.credentials))
        }

        @Test func `of another token`() async throws {
            let other = Browser()
            try await other.get("/", query: "fp_cot=cot_anothertoken0001")
            browser.cookies[outer.name] = other.cookies.values.first
            expectNewStart(try await browser.post("/auth_metadata_capture", Browser.credentials))
        }

        @Test func `is gone afterwards, and the link works`() async throws {
            browser.cookies[outer.name] = "x"
            try await browser.get("/page")
            #expect(browser.cookies.isEmpty)
            #expect(try await browser.open().status == 200)
        }
    }

    struct `The log says why` {
        private let outer = `A session that is not there`()
        private var browser: Browser { outer.browser }

        init() async throws { try await browser.open() }

        private func reasons() -> [String] {
            browser.log.all.compactMap { line in
                line.range(of: " reason=").map { String(line[$0.upperBound...].prefix { $0 != " " }) }
            }
        }

        @Test(arguments: [(1800.0, "expired"), (-61, "future")])
        func `by the clock`(seconds: Double, reason: String) async throws {
            browser.now += seconds
            try await browser.get("/page")
            try await browser.post("/auth_metadata_capture", Browser.credentials)
            // The first answer has dropped the cookie: no other came with the second.
            #expect(reasons() == [reason, "blocked"])
        }

        @Test(arguments: [("v1.x.y", "malformed"), ("v1.00000000.AAAA", "unknown_key"), ("", "malformed")])
        func `by what came`(value: String, reason: String) async throws {
            browser.cookies[outer.name] = value
            try await browser.get("/page")
            #expect(reasons() == [reason])
        }

        @Test func `tampered with`() async throws {
            browser.cookies[outer.name]?.removeLast(4)
            browser.cookies[outer.name]?.append("AAAA")
            try await browser.post("/consent_capture")
            #expect(reasons() == ["tampered"])
        }

        @Test func `another session's cookie alone is a missing one, none at all are blocked ones`() async throws {
            try await browser.post("/consent_capture", query: "fp_cot=cot_anothertoken0001")
            browser.cookies = [:]
            try await browser.post("/consent_capture")
            #expect(reasons() == ["missing", "blocked"])
        }
    }

    @Test func `a cookie that is changed at any byte ends on a page that clears it`() async throws {
        try await browser.logIn()
        let (name, value) = (name, Array(browser.cookies[name, default: ""].utf8))
        for index in value.indices {
            var changed = value
            changed[index] ^= 1
            browser.cookies[name] = String(decoding: changed, as: UTF8.self)
            let answer = try await browser.get("/page")
            #expect(answer.status == 400 && answer.title == Self.ended, "byte \(index)")
            #expect(browser.cookies.isEmpty, "byte \(index)")
        }
        #expect(try await browser.open().status == 200)
    }

    struct `Cookies that do not stick` {
        private let browser = Browser()

        /// Opens a route and goes where redirects lead; how many there were, and the page at their end.
        private func follow(_ first: Answer) async throws -> (redirects: Int, page: Answer) {
            var (answer, redirects) = (first, 0)
            while let location = answer.location, redirects < 10 {
                redirects += 1
                answer = try await browser.get(String(location.prefix { $0 != "?" }))
            }
            return (redirects, answer)
        }

        @Test(arguments: ["/", "/page"])
        func `lead to a page`(route: String) async throws {
            browser.acceptsCookies = false
            let (redirects, page) = try await follow(try await browser.get(route))
            #expect(redirects <= 1 && page.status == 200)
        }

        @Test func `where an old one stays lead from a login to its page`() async throws {
            try await browser.open()
            browser.acceptsCookies = false
            let login = try await browser.post("/auth_metadata_capture", Browser.credentials)
            let (redirects, page) = try await follow(login)
            #expect(redirects == 1 && page.status == 200)
        }

        @Test func `where what did not fit is asked for again lead in no circle`() async throws {
            let choices = (0..<200).map { AccountChoice(id: "c\($0)", name: "A long street, number \($0)") }
            browser.provider.need(.multipleAvailableTariffs(choices))
            try await browser.logIn()
            browser.acceptsCookies = false
            browser.provider.authorise { _, _ in .complete(ProviderSim.Grant()) }
            for _ in 1...2 {
                let (redirects, page) = try await follow(try await browser.get("/page"))
                #expect(redirects == 0 && page.status == 200 && page.html.contains("/consent_capture"))
            }
        }
    }

    @Test func `a session does not outlive its absolute end by being used`() async throws {
        try await browser.open()
        for _ in 1...4 {
            browser.now += 1700
            #expect(try await browser.get("/page").status == 200)
        }
        browser.now += 401
        #expect(try await browser.get("/page").title == Self.ended)
    }
}

@Suite struct `Tokens in the address` {
    private let browser = Browser()

    @Test(arguments: ["", "fp_cot=", "x=1", "fp_cot"])
    func `a missing one is a 400`(query: String) async throws {
        let answer = try await browser.get("/", query: query)
        #expect(answer.status == 400 && answer.title == "This link is incomplete")
        #expect(browser.connect.bodies.isEmpty)
    }

    @Test(arguments: ["fp_cot=cot_1", "fp_cot=<script>", "fp_cot=cot_12345678%0d%0aX:y", "fp_cot=%ff", "fp_cot=%00"])
    func `a malformed one is a 400`(query: String) async throws {
        let answer = try await browser.get("/", query: query)
        #expect(answer.status == 400 && answer.title == "This link is not valid")
        #expect(browser.connect.bodies.isEmpty && !answer.html.contains("<script>"))
    }

    @Test func `one that stands twice is none`() async throws {
        #expect(try await browser.get("/", query: "fp_cot=cot_12345678&fp_cot=cot_87654321").status == 400)
    }

    @Test func `a post without one reaches nothing`() async throws {
        #expect(try await browser.post("/auth_metadata_capture", Browser.credentials, query: "").status == 400)
        #expect(browser.provider.now.logins.isEmpty)
    }
}
