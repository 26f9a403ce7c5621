import FoundationEssentials

/// A file of one language's texts.
struct LanguageFile: Sendable {
    enum Content: Sendable {
        /// From the binary, where tests have checked it: names and texts in turn, each with a NUL behind it.
        case embedded(StaticString)
        /// A flat JSON object, as translators write it.
        case json([UInt8])
    }

    /// As errors name it.
    let file: String
    let content: Content

    var isEmbedded: Bool {
        if case .embedded = content { true } else { false }
    }

    /// The texts by name; `nil` for what is no JSON object of texts.
    var texts: [String: String]? {
        switch content {
        case .json(let bytes): return try? JSONDecoder().decode([String: String].self, from: Data(bytes))
        case .embedded(let pairs):
            let words = UnsafeBufferPointer(start: pairs.utf8Start, count: pairs.utf8CodeUnitCount)
                .split(separator: 0, omittingEmptySubsequences: false)
            var texts = [String: String](minimumCapacity: words.count / 2)
            for index in stride(from: 0, to: words.count - 1, by: 2) {
                texts[String(decoding: words[index], as: UTF8.self)] = String(decoding: words[index + 1], as: UTF8.self)
            }
            return texts
        }
    }
}
