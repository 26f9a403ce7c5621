import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `The callback` {
    private let browser = OAuth2Browser()

    private func isOffer(_ answer: Answer, status: Int = 400) -> Bool {
        answer.status == status && answer.html.contains("href=\"/connect/?fp_cot=\(OAuth2Browser.token)\"")
    }

    @Test(arguments: [
        "", "code=c", "state=STATE", "code=&state=STATE", "code=c&state=", "code=c&code=d&state=STATE",
        "code=c&state=STATE&state=STATE", "code=c&state=STATE&error=access_denied", "error=a&error=b&state=STATE",
        "code=c&state=STATE&iss=https://sim.example&iss=https://sim.example", "code=c&state=STATEx",
        "code=c&state=STATE.x", "code=%00&state=STATE", "code=%ff&state=STATE", "code=a%0Ab&state=STATE",
        "code=c&state=\(String(repeating: "s", count: 5000))",
        "code=\(String(repeating: "c", count: 5000))&state=STATE",
        "code=c&state=STATE&iss=\(String(repeating: "i", count: 5000))", "code=c&state=00000000.AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `with a parameter that is missing, doubled, oversized or wrong offers to start again`(query: String)
        async throws
    {
        let state = try await browser.leave()
        let answer = try await browser.callback(query.replacingOccurrences(of: "STATE", with: state))
        #expect(isOffer(answer), "\(answer.status)")
        #expect(browser.endpoint.forms.isEmpty && browser.connect.routes == ["start_tariff_integration"])
    }

    @Test func `with parameters that nobody knows works`() async throws {
        let state = try await browser.leave()
        #expect(try await browser.callback("code=c&state=\(state)&session_state=1&scope=a+b").status == 303)
    }

    @Test func `without a cookie is a page`() async throws {
        let state = try await browser.leave()
        browser.cookies = [:]
        let answer = try await browser.callback("code=c&state=\(state)")
        #expect(answer.status == 400 && answer.title.contains("cannot be used"))
        #expect(browser.endpoint.forms.isEmpty)
    }

    @Test func `with the state of another session is refused`() async throws {
        let other = OAuth2Browser()
        let foreign = try await other.leave()
        _ = try await browser.leave()
        #expect(isOffer(try await browser.callback("code=c&state=\(foreign)")))
        #expect(browser.endpoint.forms.isEmpty)
    }

    @Test func `after the session's life offers to start again`() async throws {
        let state = try await browser.leave()
        browser.wait(seconds: 3 * 3600)
        #expect(try await browser.callback("code=c&state=\(state)").status == 400)
    }

    @Test func `that is loaded again leads forward, without a second exchange`() async throws {
        let state = try await browser.leave()
        _ = try await browser.callback("code=c&state=\(state)")
        let again = try await browser.callback("code=c&state=\(state)")
        #expect(again.status == 303 && again.location == "/connect/page?fp_cot=\(OAuth2Browser.token)")
        #expect(browser.endpoint.forms.count == 1)
    }

    @Test func `that is loaded again before it is answered shares the exchange`() async throws {
        let state = try await browser.leave()
        let before = browser.cookies
        _ = try await browser.callback("code=c&state=\(state)")
        browser.cookies = before
        browser.connect.stand(at: .login)
        #expect(try await browser.callback("code=c&state=\(state)").status == 303)
        #expect(browser.endpoint.forms.count == 1)
    }

    @Test func `of a second press of the button fits as well as the first`() async throws {
        let first = try await browser.leave()
        let second = try await browser.goOn()
        #expect(first == second)
        #expect(try await browser.callback("code=c&state=\(first)").status == 303)
    }

    @Test func `gone back to from a choice of homes leads to the choice`() async throws {
        browser.provider.authorise {
            .needs(
                .multipleAvailableTariffs([.init(id: "1", name: "One"), .init(id: "2", name: "Two")]), .init(tokens: $0)
            )
        }
        let state = try await browser.leave()
        _ = try await browser.callback("code=c&state=\(state)")
        #expect(try await browser.callback("code=c&state=\(state)").status == 303)
        #expect(browser.endpoint.forms.count == 1)
    }

    @Test func `of a customer who said no has a way on`() async throws {
        let state = try await browser.leave()
        let answer = try await browser.callback("error=access_denied&error_description=x&state=\(state)")
        #expect(isOffer(answer, status: 422) && answer.closes == "auth_metadata_capture")
        #expect(answer.title == "You have not allowed access")
    }

    @Test func `of a customer who said no, loaded again, leads to the button`() async throws {
        let state = try await browser.leave()
        _ = try await browser.callback("error=access_denied&state=\(state)")
        #expect(try await browser.callback("error=access_denied&state=\(state)").status == 303)
        #expect(try await browser.get("/page").html.contains("Continue to"))
        #expect(try await browser.goOn() != state)
    }

    @Test(arguments: [
        ("temporarily_unavailable", 503), ("server_error", 502), ("invalid_scope", 502), ("interaction_required", 502),
        ("%3Cscript%3E", 502),
    ])
    func `with another error has a way on`(name: String, status: Int) async throws {
        let state = try await browser.leave()
        let answer = try await browser.callback("error=\(name)&state=\(state)")
        #expect(isOffer(answer, status: status) && answer.closes == "auth_metadata_capture")
        #expect(!answer.html.contains("<script>"))
    }

    @Test func `of another issuer is refused`() async throws {
        let state = try await browser.leave()
        #expect(isOffer(try await browser.callback("code=c&state=\(state)&iss=https://evil.example"), status: 502))
        #expect(browser.endpoint.forms.isEmpty)
    }

    @Test func `of the known issuer is taken`() async throws {
        let state = try await browser.leave()
        #expect(try await browser.callback("code=c&state=\(state)&iss=https://sim.example").status == 303)
    }

    @Test func `that a browser fetches ahead does not use the code up`() async throws {
        let state = try await browser.leave()
        let query = "code=c&state=\(state)"
        #expect(try await browser.send(.get, "/callback", query: query, [.secFetchMode: "no-cors"]).status == 403)
        #expect(try await browser.send(.head, "/callback", query: query).status == 405)
        #expect(try await browser.callback(query).status == 303)
    }

    @Test func `with a code that is not taken says so, and the next try works`() async throws {
        browser.endpoint.script(.json(["error": "invalid_grant"], 400))
        let answer = try await browser.signIn()
        #expect(isOffer(answer, status: 502) && answer.closes == "auth_metadata_capture")
        #expect(try await browser.signIn(code: "next").status == 303)
    }

    @Test(arguments: [
        (HTTPAnswer.text("<html>", 503), 503), (.text("<html>"), 502), (.json([:]), 502), (.text("[]"), 502),
        (.json(["error": "invalid_client"], 401), 503), (.json([:], 429), 429),
    ])
    func `with a token endpoint in trouble is a page with a way on`(answer: HTTPAnswer, status: Int) async throws {
        browser.endpoint.script(answer)
        let page = try await browser.signIn()
        #expect(isOffer(page, status: status) && page.closes == "auth_metadata_capture")
    }

    @Test(arguments: [(HTTPFailure.timedOut, 504), (.unreachable("refused"), 503), (.answerTooLarge(limit: 9), 502)])
    func `with a token endpoint that does not answer is a page with a way on`(failure: HTTPFailure, status: Int)
        async throws
    {
        browser.endpoint.fail(failure)
        #expect(isOffer(try await browser.signIn(), status: status))
    }

    @Test func `can be loaded again when the token endpoint was down`() async throws {
        let state = try await browser.leave()
        browser.endpoint.script(.text("", 503))
        #expect(try await browser.callback("code=c&state=\(state)").status == 503)
        #expect(try await browser.callback("code=c&state=\(state)").status == 303)
    }

    @Test func `after which the provider's API fails is a page, and loaded again leads to the button`() async throws {
        browser.provider.authorise { _ throws(ProviderError) in throw .unavailable("down") }
        let state = try await browser.leave()
        #expect(isOffer(try await browser.callback("code=c&state=\(state)"), status: 503))
        #expect(
            try await browser.callback("code=c&state=\(state)").location
                == "/connect/page?fp_cot=\(OAuth2Browser.token)")
        #expect(browser.endpoint.forms.count == 1)
    }

    @Test func `does not exist for a provider with a login form`() async throws {
        #expect(try await Browser().get("/callback", query: "code=c&state=s").status == 404)
    }
}
