/// A text of a provider's own, in as many languages as the provider has it in.
public struct LocalText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text where there is no translation.
    public let standard: String
    private let translations: [String: String]

    /// A text and its translations by BCP 47 tag: `LocalText("Customer number", ["de": "Kundennummer"])`.
    public init(_ standard: String, _ translations: [String: String] = [:]) {
        self.standard = standard
        self.translations = Dictionary(translations.map { ($0.lowercased(), $1) }, uniquingKeysWith: { $1 })
    }

    /// One text for every language.
    public init(stringLiteral text: String) { self.init(text) }

    /// The text for a page in that language, by lookup (RFC 4647, section 3.4).
    public func text(in tag: String) -> String {
        Self.lookup(tag) { translations[$0] } ?? standard
    }

    /// The first that is found for a range, which is shortened from its end until something is (RFC 4647, section 3.4).
    package static func lookup<Value>(_ range: String, _ find: (String) -> Value?) -> Value? {
        var subtags = range.lowercased().split(separator: "-")
        while !subtags.isEmpty {
            if let value = find(subtags.joined(separator: "-")) { return value }
            subtags.removeLast()
            if let last = subtags.last, last.utf8.count == 1 { subtags.removeLast() }
        }
        return nil
    }
}
