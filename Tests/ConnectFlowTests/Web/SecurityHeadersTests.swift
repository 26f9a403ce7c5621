import HTTPTypes
import Testing

@testable import ConnectFlow

@Suite struct `Security headers` {
    private func policy(_ logo: String?) -> String {
        SecurityHeaders.page(logoURL: logo)[.contentSecurityPolicy] ?? ""
    }

    @Test func `nothing inline, nothing by default`() {
        #expect(policy(nil).hasPrefix("default-src 'none'; "))
        #expect(!policy(nil).contains("unsafe"))
    }

    @Test func `no form-action: Chromium holds it against the redirect to the app`() {
        #expect(!policy(nil).contains("form-action"))
    }

    @Test func `nobody may frame a page`() { #expect(policy(nil).contains("frame-ancestors 'none'")) }

    @Test func `pages are not stored`() { #expect(SecurityHeaders.page(logoURL: nil)[.cacheControl] == "no-store") }

    @Test func `the referrer policy keeps Origin`() {
        #expect(SecurityHeaders.page(logoURL: nil)[.referrerPolicy] == "same-origin")
    }

    @Test(arguments: [
        ("http://localhost:8080/logo.svg", " http://localhost:8080;"), ("http://[::1]:81/x", " http://[::1]:81;"),
    ])
    func `a logo on the developer's machine is let in`(logo: String, source: String) {
        #expect(policy(logo).contains("img-src 'self' https: data:\(source)"))
    }

    @Test(arguments: [
        "http://evil.example/x", "http://localhost; script-src */x", "javascript:alert(1)",
        "http://localhost@evil.example/",
        "https://lunar.example/logo.svg", "http://localhost.evil.example/", "",
    ])
    func `no other logo changes the policy`(logo: String) { #expect(policy(logo) == policy(nil)) }

    @Test func `JSON is not sniffed`() { #expect(SecurityHeaders.json[.xContentTypeOptions] == "nosniff") }
}
