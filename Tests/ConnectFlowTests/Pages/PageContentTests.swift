import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Page content` {
    private let fields = [
        LoginField(name: "login", kind: .email, autocomplete: "username"),
        LoginField(name: "password", kind: .password, autocomplete: "current-password"),
    ]

    @Test func `every page has a title, a language, a direction and one heading`() throws {
        for page in Sample.pages() {
            let html = try Sample.render(page)
            #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"))
            #expect(html.components(separatedBy: "<h1").count == 2)
            #expect(!html.contains("<title></title>"))
        }
    }

    @Test func `titles differ from page to page`() throws {
        let titles = try Sample.pages().prefix(6).map { try Sample.render($0).components(separatedBy: "title>")[1] }
        #expect(Set(titles).count == 6)
    }

    @Test func `the login form posts its fields under the mount`() throws {
        let html = try Sample.render(.login(fields: fields, values: [:]))
        #expect(html.contains("action=\"/connect/lunar/auth_metadata_capture?fp_cot=\(Sample.token)\""))
        #expect(html.contains("name=\"login\" type=\"email\" value=\"\" autocomplete=\"username\""))
        #expect(html.contains("name=\"password\" type=\"password\" value=\"\" autocomplete=\"current-password\""))
    }

    @Test func `the login page says who asks`() throws {
        #expect(try Sample.render(.login(fields: fields, values: [:])).contains("Nova would like to read"))
    }

    @Test func `what was typed stays in its field`() throws {
        #expect(try Sample.render(.login(fields: fields, values: ["login": "a@b.example"])).contains("a@b.example"))
    }

    @Test func `a password is never printed`() throws {
        let html = try Sample.render(.login(fields: fields, values: ["password": "the-secret"]))
        #expect(!html.contains("the-secret"))
    }

    @Test func `every field has its label`() throws {
        let html = try Sample.render(.login(fields: fields, values: [:]))
        #expect(html.contains("<label for=\"field-login\">Email address</label>\n<input id=\"field-login\""))
    }

    @Test func `a field that may stay empty says so`() throws {
        let field = LoginField(name: "meter", label: "Meter", kind: .number, isRequired: false)
        let html = try Sample.render(.login(fields: [field], values: [:]))
        #expect(html.contains("(optional)"))
        #expect(html.contains("inputmode=\"numeric\">"))
    }

    @Test func `setting the tariff by hand is offered on the pages before consent`() throws {
        let pages: [Page] = [
            .login(fields: fields, values: [:]), .failedLogin, .noTariffs,
            .code(hint: nil, problem: nil, attemptsLeft: nil), .accounts([], problem: false),
        ]
        for page in pages {
            let html = try Sample.render(page)
            #expect(html.contains(Self.action("auth_metadata_capture", "DISMISS_DIRECT")))
        }
    }

    @Test func `allow posts to the consent route and deny dismisses it`() throws {
        let html = try Sample.render(.consent(accountName: "Nova", privacyURL: nil, termsURL: nil))
        #expect(html.contains("action=\"/connect/lunar/consent_capture?fp_cot=\(Sample.token)\""))
        #expect(html.contains(Self.action("consent_capture", "DISMISS_DIRECT")))
    }

    @Test func `without a tariff another provider can be chosen`() throws {
        #expect(try Sample.render(.noTariffs).contains(Self.action("auth_metadata_capture", "DISCONNECT")))
    }

    @Test func `a code goes to the extra step`() throws {
        let html = try Sample.render(.code(hint: nil, problem: nil, attemptsLeft: nil))
        #expect(html.contains("/connect/lunar/extra_auth_metadata_capture?fp_cot="))
        #expect(html.contains("name=\"otpCode\" type=\"text\" autocomplete=\"one-time-code\""))
    }

    @Test(arguments: [
        ("de", "Einmalcode an +44\u{A0}•\u{A0}12 gesendet"), ("en", "code to +44\u{A0}•\u{A0}12."),
        ("fr", ": +44\u{A0}•\u{A0}12."),
    ])
    func `where a code was sent is said in the customer's language`(tag: String, words: String) throws {
        var chrome = Sample.chrome
        chrome.language = Language(tag: tag)
        #expect(try Sample.render(.code(hint: "+44 • 12", problem: nil, attemptsLeft: nil), chrome).contains(words))
    }

    @Test func `a wrong code is said and tied to its field`() throws {
        let html = try Sample.render(.code(hint: nil, problem: .wrong, attemptsLeft: 2))
        #expect(html.contains("role=\"alert\">That code is not right."))
        #expect(html.contains("aria-invalid=\"true\" aria-describedby=\"problem\""))
        #expect(html.contains("Tries left: 2"))
    }

    @Test func `accounts are radio buttons in one form`() throws {
        let choices = [AccountChoice(id: "A/1", name: "Home"), AccountChoice(id: "A/2", name: "Flat")]
        let html = try Sample.render(.accounts(choices, problem: false))
        #expect(Sample.values(of: "value", in: html).prefix(2) == ["A/1", "A/2"])
        #expect(html.components(separatedBy: "type=\"radio\" name=\"account\"").count == 3)
    }

    @Test func `an address is its house in bold, then the rest with its postcode in one piece`() throws {
        let home = AccountChoice(id: "A/1", name: "12 Crescent Street, Brighton, BN1 2CD", description: "LE-1")
        let html = try Sample.render(.accounts([home], problem: false))
        let texts = html.split(separator: "<bdi>").dropFirst().compactMap { $0.split(separator: "</bdi>").first }
        #expect(texts == ["12 Crescent Street", "Brighton, BN1\u{A0}2CD", "LE-1"])
    }

    @Test(arguments: [
        ("Home", "Home", ""), ("", "", ""), (", ", ", ", ""), ("Flat 1, Hove", "Flat 1", "Hove"),
        ("Kungsgatan 1, 111 43 Stockholm", "Kungsgatan 1", "111 43 Stockholm"),
    ])
    func `a name is cut behind its first part`(name: String, first: String, rest: String) {
        let lines = AddressLines(name)
        #expect((lines.first, lines.rest) == (first, rest))
    }

    @Test func `a page in test mode says so, a live one does not`() throws {
        var live = Sample.chrome
        live.liveMode = true
        #expect(try Sample.render(.noTariffs).contains("Test mode"))
        #expect(try !Sample.render(.noTariffs, live).contains("Test mode"))
    }

    @Test func `without a logo the provider's name is text`() throws {
        var chrome = Sample.chrome
        chrome.logoURL = nil
        #expect(try Sample.render(.noTariffs, chrome).contains("<p class=\"name\">Lunar Energy</p>"))
    }

    @Test func `an unknown provider has words of its own`() throws {
        #expect(try Sample.render(.noTariffs, Chrome()).contains("your energy provider"))
    }

    @Test func `a language from right to left says so`() throws {
        var chrome = Sample.chrome
        chrome.language = Language(tag: "ar")
        #expect(try Sample.render(.noTariffs, chrome).contains("lang=\"ar\" dir=\"rtl\""))
    }

    private static func action(_ route: String, _ action: String) -> String {
        "name=\"route\" value=\"\(route)\">\n<input type=\"hidden\" name=\"action\" value=\"\(action)\">"
    }
}
