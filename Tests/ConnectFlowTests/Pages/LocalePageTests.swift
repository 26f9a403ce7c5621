import Foundation
import LunarEnergy
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Pages in every language` {
    private let pages: Pages

    init() throws {
        pages = try Pages.embedded()
    }

    private func render(_ page: Page, _ tag: String) -> String {
        var chrome = Sample.chrome
        chrome.language = Language(tag: tag)
        return String(decoding: pages.render(page, chrome), as: UTF8.self)
    }

    /// Every page, with fields that have the labels of the language.
    private let all =
        Sample.pages("‹value›") + [
            .login(fields: LoginField.Kind.allCases.map { LoginField(name: $0.rawValue, kind: $0) }, values: [:]),
            .code(hint: nil, problem: .expired, attemptsLeft: nil),
        ]

    /// The texts between the tags, without those that came with the page.
    private func texts(_ html: String) -> Set<String> {
        let lines = html.replacing(/<[^>]*>/, with: "\n").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        return Set(lines.filter { $0.contains(/\p{L}/) && !$0.contains("‹value›") && $0 != Sample.token })
    }

    @Test(arguments: LocaleFile.tags)
    func `the page says which language it is in`(tag: String) {
        for page in all {
            #expect(render(page, tag).contains("<html lang=\"\(tag)\" dir=\"ltr\">"))
        }
    }

    @Test(arguments: LocaleFile.translated)
    func `the title in the browser's tab is the heading`(tag: String) throws {
        for page in all {
            let html = render(page, tag)
            let title = try #require(html.firstMatch(of: /<title>(.+)<\/title>/)?.1)
            let heading = try #require(html.firstMatch(of: /<h1[^>]*>(.+)<\/h1>/)?.1)
            #expect(title == heading)
        }
    }

    @Test(arguments: LocaleFile.translated)
    func `nothing on a page is left in English`(tag: String) {
        let shared: [String: Set<String>] = ["it": ["Password"], "pl": ["Login"]]
        for page in all {
            let left = texts(render(page, tag)).intersection(texts(render(page, "en")))
            #expect(left.subtracting(shared[tag, default: []]) == [])
        }
    }

    @Test(arguments: LocaleFile.tags)
    func `a page names the provider in its own spelling`(tag: String) {
        #expect(render(.login(fields: [], values: [:]), tag).contains(/<h1>[^<]*Lunar Energy[^<]*<\/h1>/))
    }

    @Test(arguments: LocaleFile.tags)
    func `consent names who asks`(tag: String) {
        let page = Page.consent(accountName: "Nova", privacyURL: nil, termsURL: nil)
        #expect(render(page, tag).contains(/<h1>[^<]*Nova[^<]*<\/h1>/))
    }

    @Test(arguments: LocaleFile.tags)
    func `the first page and its style sheets stay under 14 KB`(tag: String) throws {
        let page = render(.login(fields: LoginField.emailAndPassword, values: [:]), tag).utf8.count
        let sheets = try [pages.assets.address(of: "style.css"), "accent/1f6f54.css"]
            .map { try #require(pages.asset($0)).bytes.count }
        #expect(page + sheets.reduce(0, +) < 14_000)
    }

    @Test func `a label that a provider gives is printed in every language as it is`() {
        let field = LoginField(name: "meter", label: "MPAN", kind: .number)
        for tag in LocaleFile.tags {
            #expect(render(.login(fields: [field], values: [:]), tag).contains("<label for=\"field-meter\">MPAN<"))
        }
    }

    @Test(arguments: [("de", "Zählernummer"), ("fr", "Meter number"), ("en", "Meter number")])
    func `a label that a provider has translated is printed in the page's language`(tag: String, expected: String) {
        let field = LoginField(name: "meter", label: LocalText("Meter number", ["de": "Zählernummer"]))
        #expect(render(.login(fields: [field], values: [:]), tag).contains(">\(expected)<"))
    }

    @Test func `so is a line of help`() {
        let field = LoginField(name: "meter", hint: LocalText("On your bill.", ["de": "Auf der Rechnung."]))
        #expect(render(.login(fields: [field], values: [:]), "de").contains(">Auf der Rechnung.<"))
    }

    @Test(arguments: LocaleFile.translated)
    func `the starter's login form has nothing in English`(tag: String) {
        let page = Page.login(fields: LunarEnergy.profile.loginFields, values: [:])
        let shared: Set<String> = tag == "it" ? ["Password"] : []
        #expect(texts(render(page, tag)).intersection(texts(render(page, "en"))).subtracting(shared) == [])
    }

    /// The forms whose answer may take the provider a while.
    private static let waiting: [(page: Page, text: String)] = [
        (.login(fields: LoginField.emailAndPassword, values: [:]), "wait.login"), (.signIn, "wait.sign_in"),
        (.code(hint: nil, problem: nil, attemptsLeft: nil), "wait.code"),
        (.accounts([], problem: false), "wait.choice"),
        (.consent(accountName: "Nova", privacyURL: nil, termsURL: nil), "wait.consent"),
    ]

    @Test(arguments: LocaleFile.tags)
    func `a form that is waited for has the words for it`(tag: String) throws {
        let locale = try LocaleFile(tag: tag).texts
        for (page, name) in Self.waiting {
            let words = try #require(locale[name]).replacing("{provider}", with: "Lunar Energy")
            let later = try #require(locale["wait.long"])
            #expect(render(page, tag).contains("role=\"status\" data-now=\"\(words)\" data-later=\"\(later)\"></p>"))
        }
    }
}
