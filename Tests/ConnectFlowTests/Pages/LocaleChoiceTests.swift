import Testing

@testable import ConnectFlow

@Suite struct `Choice among the languages in the binary` {
    private let pages: Pages

    init() throws {
        pages = try Pages.embedded()
    }

    private func tag(_ header: String?) -> String {
        pages.language(acceptLanguage: header).tag
    }

    @Test func `there are eight`() {
        #expect(pages.languages.map(\.tag) == ["de", "en", "es", "fr", "it", "nl", "pl", "sv"])
    }

    @Test(arguments: [
        ("de-CH", "de"), ("de-CH-1996", "de"), ("de-Latn-AT", "de"), ("es-419", "es"), ("nl-BE", "nl"),
        ("fr-x-private", "fr"), ("PL", "pl"), ("sV-fI", "sv"),
    ])
    func `a region, a script or a variant leads to its language`(header: String, expected: String) {
        #expect(tag(header) == expected)
    }

    @Test(arguments: ["zh", "zh-Hant-TW, zh;q=0.9", "pt-BR", "nb, da;q=0.8", "des", "d", "deu", "xx-de"])
    func `a language that there is not is English`(header: String) {
        #expect(tag(header) == "en")
    }

    @Test(arguments: [
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"), ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("da, en-gb;q=0.8, en;q=0.7", "en"), ("nb, da;q=0.9, sv;q=0.5, en;q=0.4", "sv"),
        ("it;q=0.3, pl;q=0.7", "pl"), ("nl ; q=0.3 ,\tpl ; q=0.7", "pl"), ("de;q=0.001, fr;q=0.002", "fr"),
        ("it;Q=0.1, es;Q=0.2", "es"), ("de;q=1.000, fr", "de"), ("zh-Hant, de-CH;q=0.1", "de"),
    ])
    func `the weight decides, then the order`(header: String, expected: String) {
        #expect(tag(header) == expected)
    }

    @Test(arguments: [("de;q=0", "en"), ("de;q=0.000, fr;q=0.1", "fr"), ("de-CH;q=0, de", "de")])
    func `a weight of nought is a no`(header: String, expected: String) {
        #expect(tag(header) == expected)
    }

    @Test(arguments: [("*", "en"), ("zh, *;q=0.5", "en"), ("*, pl;q=0.1", "pl"), ("*-CH", "en"), ("de-*", "de")])
    func `a wildcard alone asks for nothing`(header: String, expected: String) {
        #expect(tag(header) == expected)
    }

    @Test(arguments: [
        "", " ", ",", ";;;", "q=1", ";q=1", "de_DE", "de\u{0}", "<script>", "🇩🇪", "de;q=", "de;q=x", "de;q=2",
        "de;q=-1", "de;q=nan", "de;q=1e999", "\"de\"", "de/fr", "../de", "../../etc/passwd",
    ])
    func `garbage is English`(header: String) {
        #expect(tag(header) == "en")
    }

    @Test(arguments: ["xx;q=abc, ;;, de", ",,,de", "*;q=9,de", "de;q=0.5;level=1"])
    func `garbage beside a language does no harm`(header: String) {
        #expect(tag(header) == "de")
    }

    @Test func `no header at all is English`() {
        #expect(tag(nil) == "en")
    }

    @Test func `a language far down a long header is not looked for`() {
        #expect(tag(String(repeating: "xx,", count: 10_000) + "de") == "en")
    }

    @Test func `a range of many kilobytes costs nothing`() {
        #expect(tag("de-" + String(repeating: "a-", count: 16_000)) == "en")
    }

    @Test(arguments: ["a-", "-", "x-a-", "de-"])
    func `a range of many subtags ends`(subtag: String) {
        #expect(tag("zz-" + String(repeating: subtag, count: 500)) == "en")
    }

    @Test func `a language that is chosen has its texts`() {
        let german = String(decoding: pages.render(.noTariffs, Chrome(language: Language(tag: "de"))), as: UTF8.self)
        #expect(german.contains("Kein Tarif gefunden"))
    }
}
