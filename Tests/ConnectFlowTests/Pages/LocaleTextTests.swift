import Foundation
import Testing

@testable import ConnectFlow

@Suite struct `Texts of the languages` {
    private let english: LocaleFile

    init() throws {
        english = try LocaleFile(tag: "en")
    }

    @Test(arguments: LocaleFile.translated)
    func `every text of English is there`(tag: String) throws {
        let file = try LocaleFile(tag: tag)
        #expect(english.faults { name, _ in file.texts[name] == nil } == [])
    }

    @Test(arguments: LocaleFile.translated)
    func `no text is there that English has not`(tag: String) throws {
        #expect(try LocaleFile(tag: tag).faults { name, _ in english.texts[name] == nil } == [])
    }

    @Test(arguments: LocaleFile.translated)
    func `texts stand in English's order, each once`(tag: String) throws {
        #expect(try LocaleFile(tag: tag).names == english.names)
    }

    @Test func `no text of English is there twice`() {
        #expect(english.names.count == english.texts.count)
    }

    @Test(arguments: PageTemplate.allCases)
    func `every page of the binary compiles with them`(page: PageTemplate) throws {
        #expect(try Pages.embedded().templates[page] != nil)
    }

    @Test func `every text is used by a template or by code`() throws {
        let pages = try Pages.embedded()
        let used = PageTemplate.allCases.reduce(into: Set<PhraseID>()) {
            $0.formUnion(pages.templates[$1]?.phrases ?? [])
        }
        let chosen = Set(PageText.all.map(\.name))
        let unused = pages.locales.phrases.filter { !used.contains($0.value) && !chosen.contains($0.key) }
        #expect(unused.keys.sorted() == [])
    }

    @Test(arguments: LocaleFile.translated)
    func `placeholders are those of English`(tag: String) throws {
        let faults = try LocaleFile(tag: tag).faults { name, text in
            LocaleFile.placeholders(text) != LocaleFile.placeholders(english.texts[name])
        }
        #expect(faults == [])
    }

    @Test(arguments: LocaleFile.tags)
    func `no text is empty or begins or ends with a blank`(tag: String) throws {
        let faults = try LocaleFile(tag: tag).faults { _, text in
            text.isEmpty || text.first?.isWhitespace == true || text.last?.isWhitespace == true
        }
        #expect(faults == [])
    }

    @Test(arguments: LocaleFile.tags)
    func `no text has markup, control characters or doubled blanks`(tag: String) throws {
        let faults = try LocaleFile(tag: tag).faults { _, text in
            text.contains(/[<>&`\\\x00-\x1F\x7F]|  |https?:/) || text.contains("{{")
        }
        #expect(faults == [])
    }

    @Test(arguments: LocaleFile.tags)
    func `quotes and apostrophes are the printer's`(tag: String) throws {
        #expect(try LocaleFile(tag: tag).faults { _, text in text.contains(/['"]/) } == [])
    }

    /// Words that a language shares with English.
    private static let shared = ["it": ["field.password: Password"], "pl": ["field.text: Login"]]

    @Test(arguments: LocaleFile.translated)
    func `every text is translated`(tag: String) throws {
        let same = try LocaleFile(tag: tag).faults { name, text in
            text.lowercased() == english.texts[name]?.lowercased()
        }
        #expect(same == Self.shared[tag, default: []])
    }

    @Test(arguments: LocaleFile.translated)
    func `a text ends as it does in English`(tag: String) throws {
        let faults = try LocaleFile(tag: tag).faults { name, text in Self.end(text) != Self.end(english.texts[name]) }
        #expect(faults == [])
    }

    @Test func `French sets no-break spaces before high punctuation`() throws {
        #expect(try LocaleFile(tag: "fr").faults { _, text in text.contains(/[^\u{A0}\u{202F}][?!:;]/) } == [])
    }

    @Test func `German sets a no-break space before an ellipsis`() throws {
        #expect(try LocaleFile(tag: "de").faults { _, text in text.contains(/[^\u{A0}]…/) } == [])
    }

    @Test func `Polish leaves no word of one letter at the end of a line`() throws {
        let faults = try LocaleFile(tag: "pl").faults { _, text in text.contains(/(^|[ \u{A0}])[aiouwzAIOUWZ][ ]/) }
        #expect(faults == [])
    }

    /// The words of the familiar address. Swedish has no other one.
    private static let familiar = [
        "de": ["du", "dich", "dir", "dein", "deine", "deinen", "deiner", "deinem"],
        "es": ["tú", "tu", "tus", "ti", "contigo"], "fr": ["tu", "ton", "ta", "tes", "toi"],
        "it": ["tu", "tuo", "tua", "tuoi", "tue"], "nl": ["je", "jij", "jou", "jouw"],
        "pl": ["ty", "twój", "twoje", "twoja", "twojego", "swój", "swoje", "swojego"],
    ]

    @Test(arguments: familiar.keys.sorted())
    func `customers are addressed formally`(tag: String) throws {
        let words = Set(Self.familiar[tag, default: []])
        let faults = try LocaleFile(tag: tag).faults { _, text in
            text.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
        }
        #expect(faults == [])
    }

    @Test func `Spanish opens its questions`() throws {
        let faults = try LocaleFile(tag: "es").faults { _, text in
            text.filter { $0 == "¿" }.count != text.filter { $0 == "?" }.count
        }
        #expect(faults == [])
    }

    /// The mark that ends a text, if one does.
    private static func end(_ text: String?) -> Character? {
        text?.last.flatMap { ".?!:…".contains($0) ? $0 : nil }
    }
}
