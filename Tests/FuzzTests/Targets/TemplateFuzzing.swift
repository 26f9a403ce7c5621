@testable import ConnectFlow

extension FuzzTarget {
    /// A page's template, with a partial behind a NUL: compiled twice it is the same, and no value makes markup.
    static let template = FuzzTarget(name: "template") { bytes in
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let source = TemplateSource(file: "page.mustache", bytes: Array(parts.first ?? []))
        let partials = parts.count < 2 ? [:] : ["p": TemplateSource(file: "p.mustache", bytes: Array(parts[1]))]
        func compile() throws -> Template<PageKey> {
            try Template(source, partials: partials, phrases: ["t": PhraseID(index: 0)])
        }
        guard let template = try? compile() else { return }
        let again = try compile()
        try require(
            template.operations == again.operations && template.bytes == again.bytes && template.paths == again.paths,
            "compiled twice it is the same")
        let phrases = try Phrasebook<PageKey>(file: "en.json", texts: [("t", "for {name} & {hint}")])
        let plain = markup(template.render(scope("x"), phrases: phrases))
        let hostile = markup(template.render(scope("x<b a=\"'>&\0"), phrases: phrases))
        try require(plain == hostile, "no value makes markup")
    }

    private static func scope(_ value: String) -> TemplateScope<PageKey> {
        var scope: TemplateScope<PageKey> = [:]
        for key in PageKey.allCases { scope.set(key, .text(value)) }
        scope.set(.isTest, .flag(true))
        scope.set(.isProblem, .flag(false))
        scope.set(.accounts, .list([[.id: .text(value), .description: .text("\(value)2")]]))
        scope.set(.fields, .list([]))
        scope.set(.problem, .scope([.name: .text(value)]))
        return scope
    }

    /// The bytes that mean something to a browser.
    private static func markup(_ page: [UInt8]) -> [UInt8] { page.filter { Array("<>\"'".utf8).contains($0) } }
}
