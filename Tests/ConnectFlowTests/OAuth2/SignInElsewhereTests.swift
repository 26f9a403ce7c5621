import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Signing in elsewhere` {
    private let browser = OAuth2Browser()

    @Test func `begins with a page that has one button and no field`() async throws {
        let page = try await browser.get("/")
        #expect(page.status == 200 && page.html.contains("Continue to Lunar Energy"))
        #expect(!page.html.contains("<input id=") && page.closes == "auth_metadata_capture")
    }

    @Test func `leads to the provider with our redirect URI`() async throws {
        _ = try await browser.get("/")
        let answer = try await browser.post("/auth_metadata_capture")
        #expect(answer.status == 303)
        #expect(answer.location?.hasPrefix("https://sim.example/authorize?response_type=code&client_id=us") == true)
        #expect(answer.location?.contains("redirect_uri=https%3A%2F%2Frates.example%2Fconnect%2Fcallback&") == true)
    }

    @Test func `keeps the connect token from the provider`() async throws {
        _ = try await browser.get("/")
        let location = try await browser.post("/auth_metadata_capture").location
        #expect(location?.contains(OAuth2Browser.token) == false && location?.contains("65df3e94") == false)
    }

    @Test func `ends on the consent page, with the tokens sealed at Connect`() async throws {
        let answer = try await browser.signIn()
        #expect(answer.status == 303 && answer.location == "/connect/page?fp_cot=\(OAuth2Browser.token)")
        let data = browser.connect.bodies.last?["data"]
        #expect(data?["tokens"]?["access_token"]?.string?.hasPrefix("v1.") == true)
        #expect(data?["tokens"]?["refresh_token"]?.string?.hasPrefix("v1.") == true)
        #expect(data?["home"] == "home" && data?["login"] == nil)
        #expect(try await browser.get("/page").html.contains("Share your tariff"))
    }

    @Test func `exchanges the code with the verifier of the challenge`() async throws {
        _ = try await browser.get("/")
        let location = try await browser.post("/auth_metadata_capture").location ?? ""
        let items = URLComponents(string: location)?.queryItems ?? []
        let state = items.first { $0.name == "state" }?.value ?? ""
        _ = try await browser.callback("code=the-code&state=\(state)")
        let form = URLComponents(string: "?" + (browser.endpoint.forms.first ?? ""))?.queryItems ?? []
        let verifier = form.first { $0.name == "code_verifier" }?.value ?? ""
        #expect(ProofKey(verifier: Secret(verifier)).challenge == items.first { $0.name == "code_challenge" }?.value)
        #expect(form.first { $0.name == "redirect_uri" }?.value == "https://rates.example/connect/callback")
    }

    @Test func `asks for a home where there are several`() async throws {
        browser.provider.authorise {
            .needs(
                .multipleAvailableTariffs([.init(id: "1", name: "One"), .init(id: "2", name: "Two")]), .init(tokens: $0)
            )
        }
        _ = try await browser.signIn()
        #expect(try await browser.get("/page").html.contains("value=\"2\""))
        #expect(try await browser.post("/extra_auth_metadata_capture", "account=2").status == 303)
        #expect(browser.connect.bodies.last?["data"]?["home"] == "2")
    }

    @Test func `asks the provider again for homes that fit no cookie, with the tokens`() async throws {
        let homes = (0..<60).map { AccountChoice(id: "home-\($0)", name: String(repeating: "x", count: 60)) }
        browser.provider.authorise { .needs(.multipleAvailableTariffs(homes), .init(tokens: $0)) }
        _ = try await browser.signIn()
        #expect(try await browser.get("/page").html.contains("value=\"home-59\""))
        #expect(try await browser.post("/extra_auth_metadata_capture", "account=home-59").status == 303)
        #expect(browser.connect.bodies.last?["data"]?["home"] == "home-59")
    }

    @Test func `works across a restart and a change of keys`() async throws {
        let state = try await browser.leave()
        browser.restart()
        browser.keys = SessionKeys(
            secret: Secret("fedcba9876543210fedcba9876543210"),
            previous: [Secret("0123456789abcdef0123456789abcdef")])
        #expect(try await browser.callback("code=c&state=\(state)").status == 303)
        #expect(browser.connect.routes.last == "auth_metadata_capture")
    }

    @Test func `works with two connect tokens at once`() async throws {
        let state = try await browser.leave()
        _ = try await browser.get("/", query: "fp_cot=cot_another0123")
        #expect(browser.cookies.count == 2)
        #expect(try await browser.callback("code=c&state=\(state)").location?.contains(OAuth2Browser.token) == true)
    }

    @Test func `leaves no code, state, verifier or token in a log or on a page`() async throws {
        let state = try await browser.leave()
        browser.endpoint.script(.json(["error": "invalid_grant", "error_description": "code the-secret-code"], 400))
        let refused = try await browser.callback("code=the-secret-code&state=\(state)")
        let answer = try await browser.signIn(code: "another-secret-code")
        for text in browser.log.all + [refused.html, answer.html] {
            for secret in ["secret-code", state, "very-secret", "code_verifier"] { #expect(!text.contains(secret)) }
        }
    }
}
