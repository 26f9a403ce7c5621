import Testing

@testable import ConnectFlow

/// The names that the tests of the template language use.
enum SpecKey: String, TemplateKey {
    case name, other, list, flag, a, b, c, url

    var beginsURL: Bool { self == .url }
}

typealias SpecScope = TemplateScope<SpecKey>

/// Compiles and renders in one step.
func mustache(
    _ source: String, _ scope: SpecScope = [:], partials: [String: String] = [:]
) throws -> String {
    let template = try compile(source, partials: partials)
    return String(decoding: template.render(scope), as: UTF8.self)
}

@discardableResult
func compile(_ source: String, partials: [String: String] = [:]) throws(TemplateError) -> Template<SpecKey> {
    try Template(
        TemplateSource(file: "pages/test.mustache", bytes: Array(source.utf8)),
        partials: partials.reduce(into: [:]) { result, partial in
            result[partial.key] = TemplateSource(
                file: "pages/\(partial.key).mustache", bytes: Array(partial.value.utf8))
        })
}
