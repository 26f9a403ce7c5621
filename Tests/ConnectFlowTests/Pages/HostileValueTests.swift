import Foundation
import Testing

@testable import ConnectFlow

@Suite struct `Hostile values` {
    static let payloads = [
        "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</title></textarea></style><svg/onload=x>",
        "\" autofocus onfocus=\"alert(1)", "--><b>", "{{provider}}{{{title}}}", "&lt;b&gt;<", "\0<\u{2028}b>",
        "{provider}",
        "javascript:alert(1)//<>",
    ]

    private func chrome(_ text: String) -> Chrome {
        Chrome(
            mount: "/m", token: text, providerName: text, logoURL: "https://l.example/l.svg", accent: "#123456",
            liveMode: false, accountName: text)
    }

    @Test(arguments: payloads)
    func `never change a page's markup`(payload: String) throws {
        let pages = try Pages.embedded()
        for (plain, hostile) in zip(Sample.pages(), Sample.pages(payload)) {
            let expected = String(decoding: pages.render(plain, chrome("text")), as: UTF8.self)
            let html = String(decoding: pages.render(hostile, chrome(payload)), as: UTF8.self)
            #expect(Sample.skeleton(html) == Sample.skeleton(expected))
        }
    }

    @Test func `the skeleton that this suite compares does notice an injected tag`() {
        #expect(Sample.skeleton("<p title=\"x\">a</p>") != Sample.skeleton("<p title=\"x\"><b>a</b></p>"))
        #expect(Sample.skeleton("<p title=\"x\">") != Sample.skeleton("<p title=\"x\" onclick=\"\">"))
    }

    @Test func `a language's tag is escaped`() throws {
        var chrome = Sample.chrome
        chrome.language = Language(tag: "\"><b>")
        #expect(try Sample.render(.noTariffs, chrome).contains("lang=\"&quot;&gt;&lt;b&gt;\""))
    }

    @Test(arguments: ["//evil.example", "evil.example", "/a\\b", "https://evil.example", "/a b", "/a\n"])
    func `a mount that is no plain path is left out`(mount: String) throws {
        var chrome = Sample.chrome
        chrome.mount = mount
        #expect(try Sample.render(.failedLogin, chrome).contains("href=\"/?fp_cot="))
    }

    @Test func `a mount that ends in a slash has it once`() {
        #expect(Pages.mount("/connect/") == "/connect")
        #expect(Pages.mount("/") == "")
    }

    @Test func `a token of another form is percent-encoded in addresses`() {
        #expect(Pages.query("a b&c=\u{E9}\n") == "?fp_cot=a%20b%26c%3D%C3%A9%0A")
    }

    @Test(arguments: ["red", "#fff", "#12345g", "1f6f54", "#1f6f54;", "#１f6f5", ""])
    func `a colour that is no colour is left out`(accent: String) throws {
        var chrome = Sample.chrome
        chrome.accent = accent
        #expect(try !Sample.render(.noTariffs, chrome).contains("/assets/accent/"))
    }

    @Test(arguments: ["javascript:alert(1)", "data:text/html,x", "http://nova.example/", "//nova.example/x"])
    func `a link or a logo that is not https is left out`(url: String) throws {
        var chrome = Sample.chrome
        chrome.logoURL = url
        let html = try Sample.render(.consent(accountName: "Nova", privacyURL: url, termsURL: url), chrome)
        #expect(!html.contains(url))
        #expect(!html.contains("<img"))
        #expect(!html.contains("target=\"_blank\""))
    }

    @Test func `one good link is shown without the other`() throws {
        let html = try Sample.render(
            .consent(accountName: "Nova", privacyURL: "https://nova.example/p", termsURL: "ftp://nova.example/t"))
        #expect(html.contains("href=\"https://nova.example/p\""))
        #expect(!html.contains("terms of use"))
    }

    @Test func `no page has inline code or another site's files`() throws {
        for page in Sample.pages() {
            let html = try Sample.render(page)
            #expect(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onc"))
            #expect(!html.contains("<script>"))
            let files = Sample.values(of: "src", in: html) + Sample.values(of: "href", in: html)
            let foreign = files.filter { !$0.hasPrefix("/connect/lunar/") && $0 != "data:," }
            #expect(
                foreign.allSatisfy { $0.hasPrefix("https://lunar.example/") || $0.hasPrefix("https://nova.example/") })
        }
    }
}
