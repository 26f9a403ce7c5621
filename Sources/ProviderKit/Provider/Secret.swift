/// A password, a code, a token: text that must not get out by accident.
///
/// It prints, interpolates, dumps and reflects as `•••`, and it cannot be encoded unless whoever encodes says what is to
/// become of secrets (``SecretCoding``). The one way to the text is ``reveal()``, which is easy to find in a review.
public struct Secret: Sendable {
    private let text: String

    /// Wraps a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the one call that needs it.
    public func reveal() -> String { text }

    /// Whether there is anything in it.
    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the text.
    public var description: String { "•••" }
    /// Never the text.
    public var debugDescription: String { "•••" }
    /// Nothing inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Equatable {
    /// Compares in a time that depends on the lengths alone.
    public static func == (left: Secret, right: Secret) -> Bool {
        let (left, right) = (Array(left.text.utf8), Array(right.text.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Secret: Codable {
    /// Reads a text: as it is (a provider's answer), or through the decoder's ``SecretCoding``.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        self = try SecretCoding(of: decoder.userInfo)?.read(text) ?? Secret(text)
    }

    /// Writes through the encoder's ``SecretCoding``.
    ///
    /// - Throws: `EncodingError.invalidValue` where the encoder has none.
    public func encode(to encoder: any Encoder) throws {
        guard let coding = SecretCoding(of: encoder.userInfo) else {
            throw EncodingError.invalidValue(
                self,
                .init(
                    codingPath: encoder.codingPath,
                    debugDescription: "a Secret is never encoded in clear; reveal() it where that is meant"))
        }
        var container = encoder.singleValueContainer()
        try container.encode(coding.write(self))
    }
}
