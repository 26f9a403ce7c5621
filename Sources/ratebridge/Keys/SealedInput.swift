import Foundation

/// Sealed texts in what somebody copied from a browser, a log of headers or a database.
struct SealedInput: Sendable {
    struct Piece: Sendable, Equatable {
        /// The cookie's name, where one stood in front.
        let cookie: String?
        let sealed: String
    }

    let pieces: [Piece]

    init(_ text: String) {
        pieces = text.matches(of: /(?:([A-Za-z0-9_-]+)[ \t]*=[ \t]*"?)?(v1\.[^\s;,"']*)/).map { match in
            Piece(cookie: match.1.map(String.init), sealed: String(match.2))
        }
    }
}
