import ProviderKit

/// A language that the pages speak: its BCP 47 tag, as the `lang` attribute has it.
public struct Language: Sendable, Hashable {
    /// Such as `en` or `pt-BR`.
    public let tag: String

    /// A language by its tag.
    public init(tag: String) {
        self.tag = tag
    }

    /// The language of last resort: its texts are complete.
    public static let english = Language(tag: "en")

    /// Whether it is written from right to left, by its primary subtag.
    public var isRightToLeft: Bool {
        let primary = tag.lowercased().prefix { $0 != "-" }
        return Self.rightToLeft.contains(String(primary))
    }

    private static let rightToLeft: Set<String> = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]
}

extension Language {
    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4), by lookup (RFC 4647, section 3.4).
    ///
    /// Ranges are tried by their weight, then in their order, each shortened from its end until a language fits.
    /// - Returns: nil where none fits.
    static func lookup(_ header: String, among languages: [Language]) -> Language? {
        var byTag: [String: Language] = [:]
        for language in languages { byTag[language.tag.lowercased()] = language }
        for range in ranges(header) {
            if let language = LocalText.lookup(range, { byTag[$0] }) { return language }
        }
        return nil
    }

    /// Longer ranges are passed over: a tag of registered parts fits in this (RFC 5646, section 4.4.1), and the work
    /// on a range grows with the square of its length.
    private static let longestTag = 35

    /// The ranges of a header in the order to try them. No more than thirty are read.
    private static func ranges(_ header: String) -> [String] {
        // By bytes: a combining mark behind a comma would be one character with it.
        let weighted = header.utf8.split(separator: UInt8(ascii: ","), maxSplits: 30).prefix(30)
            .compactMap { item -> (tag: String, weight: Double)? in
                let parts = item.split(separator: UInt8(ascii: ";")).map { part in
                    String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
                }
                guard let tag = parts.first, tag != "*", (1...longestTag).contains(tag.utf8.count) else { return nil }
                let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
                let value = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
                return value > 0 && value <= 1 ? (tag, value) : nil
            }
        let order = weighted.indices.sorted {
            weighted[$0].weight == weighted[$1].weight ? $0 < $1 : weighted[$0].weight > weighted[$1].weight
        }
        return order.map { weighted[$0].tag }
    }
}
