import Synchronization

/// The pages' templates. Those of the binary, which tests check, are compiled when the first customer gets the page: a CGI
/// process shows one.
final class TemplateShelf: Sendable {
    private let sources: [String: TemplateSource]
    private let phrases: [String: PhraseID]
    private let compiled = Mutex<[String: Template<PageKey>]>([:])

    /// - Throws: `TemplateError` for a page that is missing, and for a fault in any page once a file is not the binary's.
    init(_ sources: [String: TemplateSource], phrases: [String: PhraseID], isChecked: Bool) throws(TemplateError) {
        self.sources = sources
        self.phrases = phrases
        guard !isChecked || sources.values.contains(where: { !$0.isEmbedded }) else { return }
        for page in PageTemplate.allCases { _ = try template(page) }
    }

    /// A page's template; `nil` for one that does not compile, which `init` or a test has found before.
    subscript(page: PageTemplate) -> Template<PageKey>? { try? template(page) }

    private func template(_ page: PageTemplate) throws(TemplateError) -> Template<PageKey> {
        try compiled.withLock { compiled throws(TemplateError) in
            if let template = compiled[page.rawValue] { return template }
            guard let source = sources[page.rawValue] else {
                throw TemplateError(
                    file: "pages/\(page.rawValue).mustache", what: "the page is missing", fix: "put the file back")
            }
            let template = try Template<PageKey>(source, partials: sources, phrases: phrases)
            compiled[page.rawValue] = template
            return template
        }
    }
}
