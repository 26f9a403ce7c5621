/// The pages of the flow: templates compiled once, rendered for each answer.
public struct Pages: Sendable {
    let templates: TemplateShelf
    let locales: Locales
    let assets: AssetShelf

    /// The pages that are in the binary.
    public static func embedded() throws(TemplateError) -> Pages {
        try Pages(.embedded())
    }

    /// The pages in the binary with a directory's files in their place (`TEMPLATES_DIR`).
    ///
    /// Its folders `pages`, `assets` and `locales` are read. A file replaces the embedded one of its name; a language
    /// file for a language that is there replaces only the texts that it has.
    /// - Throws: `TemplateError` with the place of the first fault.
    public init(directory: String) throws(TemplateError) {
        var files = TemplateFiles.embedded()
        try files.overlay(directory: directory)
        try self.init(files)
    }

    init(_ files: TemplateFiles) throws(TemplateError) {
        locales = try Locales(files.locales)
        assets = AssetShelf(files.assets)
        templates = try TemplateShelf(files.pages, phrases: locales.phrases, isChecked: locales.isEmbedded)
    }

    /// Compiles what would be compiled when it is first shown, for a process that serves more than one request.
    public func prepare() {
        for page in PageTemplate.allCases { _ = templates[page] }
    }

    /// A page as HTML, UTF-8.
    public func render(_ page: Page, _ chrome: Chrome) -> [UInt8] {
        guard let template = templates[page.template] else { return [] }
        return template.render(scope(page, chrome), phrases: locales.book(chrome.language))
    }

    /// The file at a path below `/assets/`, such as `style.<hash>.css`; `accent/1f6f54.css` is made for its colour.
    ///
    /// - Returns: nil where there is none.
    public func asset(_ path: String) -> Asset? {
        guard path.hasPrefix("accent/") else { return assets.asset(at: path) }
        guard path.hasSuffix(".css"), path.utf8.count == "accent/rrggbb.css".utf8.count,
            let colour = RGB(hex: path.dropFirst("accent/".count).dropLast(".css".count))
        else { return nil }
        return Asset(
            bytes: Array(Accent(colour: colour).stylesheet.utf8), contentType: "text/css; charset=utf-8",
            isImmutable: true)
    }

    /// The language to answer an `Accept-Language` header in: English where nothing fits.
    public func language(acceptLanguage: String?) -> Language {
        acceptLanguage.flatMap { Language.lookup($0, among: locales.languages) } ?? .english
    }

    /// The languages that the pages speak.
    public var languages: [Language] { locales.languages }
}
