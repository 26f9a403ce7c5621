/// The names that a family of templates may use.
///
/// A template is compiled against them, so a misspelt name is an error when it is loaded, and a lookup while rendering
/// compares small integers, never strings.
protocol TemplateKey: Hashable, Sendable, CaseIterable {
    /// The key that a template writes as `name`.
    init?(name: String)

    /// As a template writes it.
    var name: String { get }

    /// Whether the value may begin the value of `href`, `src` or `action`: it is a URL that was checked, or a part of
    /// our own path.
    var beginsURL: Bool { get }
}

extension TemplateKey {
    var beginsURL: Bool { false }
}

extension TemplateKey where Self: RawRepresentable<String> {
    init?(name: String) { self.init(rawValue: name) }

    var name: String { rawValue }
}
