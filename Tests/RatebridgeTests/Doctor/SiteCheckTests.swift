import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ratebridge

@Suite struct SiteCheckTests {
    private func findings(
        _ answers: [String: HTTPAnswer], at address: String = "http://localhost/connect/", publicURL: String? = nil
    ) async throws -> [Finding] {
        let url = try #require(URL(string: address))
        return await SiteCheck(
            url: url, publicURL: publicURL.flatMap { URL(string: $0) }, transport: Site(answers: answers)
        ).findings()
    }

    private func faults(_ findings: [Finding]) -> [String] {
        findings.filter { $0.state == .fault }.map(\.check)
    }

    @Test func aPageAndItsStyleSheetBelowTheMountAreFine() async throws {
        let answers = ["/connect/": Site.page(at: "/connect"), "/connect/assets/style.css": Site.sheet]
        #expect(try await findings(answers).allSatisfy { $0.state == .ok })
    }

    @Test func aPageThatTakesItselfToBeElsewhereMissesPathInfo() async throws {
        let findings = try await findings(["/connect/": Site.page(at: "")])
        #expect(faults(findings) == ["mount"] && findings[1].seen.contains("PATH_INFO is missing"))
    }

    @Test func aStyleSheetThatDoesNotComeIsAFaultOfTheMount() async throws {
        #expect(faults(try await findings(["/connect/": Site.page(at: "/connect")])) == ["mount"])
    }

    @Test func aBadGatewayForThePageAloneIsABuffer() async throws {
        let answers = [
            "/connect/": HTTPAnswer(status: .badGateway), "/connect/api/tariff_plan": HTTPAnswer(status: .ok),
        ]
        #expect(faults(try await findings(answers)) == ["buffers"])
    }

    @Test func aBadGatewayForAllIsTheSocket() async throws {
        let bad = HTTPAnswer(status: .badGateway)
        #expect(faults(try await findings(["/connect/": bad, "/connect/api/tariff_plan": bad])) == ["page"])
    }

    @Test func anothersPageIsAFault() async throws {
        #expect(faults(try await findings(["/connect/": HTTPAnswer(status: .ok)])) == ["page"])
    }

    @Test(arguments: [("https://localhost/connect/", nil), ("http://localhost/connect/", "https://localhost/connect")])
    func aCookieThatIsNotSecureOnHTTPSIsAFault(address: String, publicURL: String?) async throws {
        let page = Site.page(at: "/connect", cookie: "rb_01234567=x; Path=/connect/; HttpOnly; SameSite=Lax")
        let answers = ["/connect/": page, "/connect/assets/style.css": Site.sheet]
        #expect(faults(try await findings(answers, at: address, publicURL: publicURL)) == ["cookie"])
    }

    @Test func settingsThatTheWebServerGivesAwayAreAFault() async throws {
        let answers = ["/connect/.env": HTTPAnswer(status: .ok, body: Array("APP_SECRET=abc".utf8))]
        let findings = try await findings(answers)
        #expect(faults(findings) == ["page", "env file"] && !findings[1].seen.contains("abc"))
    }
}
