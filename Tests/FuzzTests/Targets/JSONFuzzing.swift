@testable import ProviderKit

extension FuzzTarget {
    /// JSON of any kind: what is read is written so that it reads equal.
    static let json = FuzzTarget(name: "json") { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let text = value.serialised()
        try require((try? JSONValue(parsing: text)) == value, "what is written reads equal")
        try require(try JSONValue(parsing: text).serialised() == text, "and is written the same")
    }
}
