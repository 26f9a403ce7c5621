/// The place of a text in every language's table.
struct PhraseID: Hashable, Sendable {
    let index: Int
}

/// One language's texts, escaped and cut at their placeholders when they are loaded.
///
/// A text is plain: `{provider}` stands for a value, everything else is printed as it is.
struct Phrasebook<Key: TemplateKey>: Sendable {
    /// A run of finished bytes, or a value to print.
    enum Part: Sendable, Hashable {
        case bytes(Range<Int>)
        case value(Key)
    }

    private(set) var bytes: [UInt8] = []
    private(set) var parts: [Part] = []
    /// Each text's parts, by its number.
    private var phrases: [Range<Int>] = []

    /// A book with no texts, for templates that use none.
    init() {}

    /// The texts in the order of their numbers.
    ///
    /// - Parameters:
    ///   - file: the file that errors name.
    ///   - texts: each text with its name, which errors mention.
    /// - Throws: `TemplateError` when a placeholder is not one of the names, or is not closed.
    init(file: String, texts: [(name: String, text: String)]) throws(TemplateError) {
        phrases.reserveCapacity(texts.count)
        for (name, text) in texts {
            let start = parts.count
            try append(text, name: name, file: file)
            phrases.append(start..<parts.count)
        }
    }

    /// The parts of a text; none where there is no such text.
    subscript(id: PhraseID) -> Range<Int> {
        phrases.indices.contains(id.index) ? phrases[id.index] : 0..<0
    }

    private mutating func append(_ text: String, name: String, file: String) throws(TemplateError) {
        var rest = Array(text.utf8)[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            guard let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) else {
                throw TemplateError(
                    file: file, what: "the text \"\(name)\" opens a placeholder and does not close it",
                    fix: "write {name}, or leave the brace out")
            }
            let word = String(decoding: rest[rest.index(after: open)..<close], as: UTF8.self)
            guard let key = Key(name: word) else {
                throw TemplateError(
                    file: file, what: "the text \"\(name)\" has the placeholder {\(word)}, which no page knows",
                    fix: "use the placeholders that the English text has")
            }
            append(rest[..<open])
            parts.append(.value(key))
            rest = rest[rest.index(after: close)...]
        }
        append(rest)
    }

    private mutating func append(_ text: ArraySlice<UInt8>) {
        guard !text.isEmpty else { return }
        let start = bytes.count
        bytes.appendEscaped(Array(text))
        parts.append(.bytes(start..<bytes.count))
    }
}
