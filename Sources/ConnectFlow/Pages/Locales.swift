import Synchronization

/// The texts of all languages, and their numbers, which templates are compiled to.
///
/// English is read at once: it decides which texts there are. The other languages of the binary, which tests check, are
/// read when the first customer asks for them: a CGI process answers one.
final class Locales: Sendable {
    /// The number of each text, by name.
    let phrases: [String: PhraseID]
    /// The languages there are.
    let languages: [Language]
    /// Whether English is the binary's, where tests have checked it.
    let isEmbedded: Bool
    private let names: [String]
    private let english: [String: String]
    private let files: [String: [LanguageFile]]
    private let books: Mutex<[String: Phrasebook<PageKey>]>

    /// Reads the language files.
    ///
    /// - Throws: `TemplateError` for a file that is not a flat JSON object of texts, for a name that English does not
    ///   have, and for an unknown placeholder; for English and for every file from outside the binary.
    init(_ files: [String: [LanguageFile]]) throws(TemplateError) {
        guard let sources = files["en"], let file = sources.last?.file else {
            throw TemplateError(
                file: "locales/en.json", what: "the English texts are missing", fix: "put the file back")
        }
        self.files = files
        let texts = try Self.texts(sources, allowed: nil)
        english = texts
        names = Array(texts.keys)
        phrases = Dictionary(uniqueKeysWithValues: names.indices.map { [names] in (names[$0], PhraseID(index: $0)) })
        languages = files.keys.sorted().map { Language(tag: $0) }
        isEmbedded = sources.allSatisfy(\.isEmbedded)
        for text in isEmbedded ? [] : PageText.all where phrases[text.name] == nil {
            throw TemplateError(
                file: file, what: "the text \"\(text.name)\" is missing", fix: "add it: every page needs it")
        }
        books = Mutex([:])
        for (tag, sources) in files where tag == "en" || sources.contains(where: { !$0.isEmbedded }) {
            let book = try readBook(tag)
            books.withLock { $0[tag] = book }
        }
    }

    /// A language's texts; English for one that there is not.
    func book(_ language: Language) -> Phrasebook<PageKey> {
        books.withLock { books in
            if let book = books[language.tag] { return book }
            let book = files[language.tag] == nil ? nil : try? readBook(language.tag)
            guard let book else { return books["en"] ?? Phrasebook() }
            books[language.tag] = book
            return book
        }
    }

    /// A text that code chooses.
    func phrase(_ text: PageText) -> TemplateValue<PageKey> {
        phrases[text.name].map { .phrase($0) } ?? .text("")
    }

    /// Reads one language. A text that it lacks is printed in English.
    func readBook(_ tag: String) throws(TemplateError) -> Phrasebook<PageKey> {
        let sources = files[tag] ?? []
        let texts = tag == "en" ? english : try Self.texts(sources, allowed: english)
        return try Phrasebook(
            file: sources.last?.file ?? tag,
            texts: names.map { (name: $0, text: texts[$0] ?? english[$0] ?? "") })
    }

    /// The texts of one language's files, the later over the earlier.
    private static func texts(
        _ files: [LanguageFile], allowed: [String: String]?
    ) throws(TemplateError) -> [String: String] {
        var texts: [String: String] = [:]
        for file in files {
            guard let read = file.texts else {
                throw TemplateError(
                    file: file.file, what: "this is not a JSON object of names and texts",
                    fix: "check the quotes and commas; every value must be a text")
            }
            guard let known = allowed ?? (texts.isEmpty ? nil : texts) else {
                texts = read
                continue
            }
            for (name, text) in read {
                guard known[name] != nil else {
                    throw TemplateError(
                        file: file.file, what: "no page has a text \"\(name)\"",
                        fix: "correct the name; English has all there are")
                }
                texts[name] = text
            }
        }
        return texts
    }
}
