import Foundation
import Templates
import Testing

@testable import ConnectFlow

@Suite struct `Language files` {
    private func locales(_ extra: [String: String]) throws -> Locales {
        var files = TemplateFiles.embedded().locales
        for (tag, text) in extra {
            files[tag, default: []].append(LanguageFile(file: "locales/\(tag).json", content: .json(Array(text.utf8))))
        }
        return try Locales(files)
    }

    @Test(arguments: LocaleFile.tags)
    func `every language loads`(tag: String) throws {
        #expect(throws: Never.self) { try locales([:]).readBook(tag) }
    }

    @Test func `no template has words of its own`() {
        for (file, bytes) in EmbeddedTemplates.pages {
            let text = String(decoding: bytes, as: UTF8.self)
                .replacing(/\{\{.*?\}\}/, with: "").replacing(/<[^>]*>/, with: "")
            let words = text.filter(\.isLetter)
            #expect(words.isEmpty, "\(file)")
        }
    }

    @Test func `a text that a language lacks is in English`() throws {
        var files = TemplateFiles.embedded()
        files.locales["xx"] = [
            LanguageFile(file: "locales/xx.json", content: .json(Array(#"{"common.manual": "Selbst"}"#.utf8)))
        ]
        var chrome = Sample.chrome
        chrome.language = Language(tag: "xx")
        let html = String(decoding: try Pages(files).render(.noTariffs, chrome), as: UTF8.self)
        #expect(html.contains("Selbst") && html.contains("No tariff found"))
    }

    @Test(arguments: [
        #"{"nobody.knows": "x"}"#, #"{"common.manual": "{nobody}"}"#, #"{"common.manual": 1}"#, "[]", "{", "",
        #"{"common.manual": {"a": "b"}}"#,
    ])
    func `a faulty file is refused`(text: String) {
        #expect(throws: TemplateError.self) { try locales(["xx": text]) }
    }

    @Test func `a faulty file over English is refused`() {
        #expect(throws: TemplateError.self) { try locales(["en": #"{"nobody.knows": "x"}"#]) }
    }

    @Test func `a missing English file is refused`() {
        #expect(throws: TemplateError.self) { try Locales([:]) }
    }

    @Test func `an English file without a text that code needs is refused`() {
        let source = LanguageFile(file: "locales/en.json", content: .json(Array("{}".utf8)))
        let error = #expect(throws: TemplateError.self) { try Locales(["en": [source]]) }
        #expect(error?.what.contains("is missing") == true)
    }
}
