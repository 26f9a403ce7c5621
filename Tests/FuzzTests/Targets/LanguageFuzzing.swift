@testable import ConnectFlow

extension FuzzTarget {
    private static let languages = ["en", "de", "fr", "pt-BR", "zh-Hant", "ar"].map { Language(tag: $0) }

    /// `Accept-Language`: a language that there is, or none; a first choice that there is wins.
    static let language = FuzzTarget(name: "language") { bytes in
        let header = String(decoding: bytes, as: UTF8.self)
        if let found = Language.lookup(header, among: languages) {
            try require(languages.contains(found), "a language that the pages have")
        }
        for language in languages {
            let found = Language.lookup("\(language.tag.uppercased()),\(header)", among: languages)
            try require(found == language, "the customer's first choice, \(language.tag), whatever follows")
        }
    }
}
