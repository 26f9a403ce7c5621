import Testing

@testable import ConnectFlow

@Suite struct `Language choice` {
    private let languages = ["en", "de", "pt-BR", "zh-Hant", "fr"].map { Language(tag: $0) }

    @Test(arguments: [
        ("de", "de"), ("de-AT", "de"), ("DE-at", "de"), ("pt-br", "pt-BR"), ("zh-Hant-TW", "zh-Hant"),
        ("fr;q=0.5, de;q=0.8", "de"), ("xx, fr", "fr"), ("de;q=0, fr", "fr"), ("*, fr;q=0.1", "fr"),
        ("fr-x-private", "fr"), ("de , fr", "de"), ("fr;q=0.5,de", "de"), ("zh-Hant-x-y-z", "zh-Hant"),
        ("xx,\u{301}de, fr", "fr"),
    ])
    func `the best range that fits decides`(header: String, tag: String) {
        #expect(Language.lookup(header, among: languages)?.tag == tag)
    }

    @Test(arguments: [
        "", "*", "xx", "pt", "zh-Hans", ",,;", "de;q=2", "de;q=x", "-", String(repeating: "x,", count: 9999),
    ])
    func `nothing fits`(header: String) {
        #expect(Language.lookup(header, among: languages) == nil)
    }

    @Test func `English is the default`() throws {
        let pages = try Pages.embedded()
        #expect(pages.language(acceptLanguage: nil) == .english)
        #expect(pages.language(acceptLanguage: "xx") == .english)
    }

    @Test(arguments: ["ar", "he-IL", "FA", "ur"])
    func `some languages run from right to left`(tag: String) {
        #expect(Language(tag: tag).isRightToLeft)
    }
}
