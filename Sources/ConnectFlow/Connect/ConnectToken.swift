import Crypto

/// A connect token: names one session at FlatPeak, and lets whoever has it act in it. So logs hold a hash of it.
public struct ConnectToken: Hashable, Sendable {
    /// `cot_` and 8 to 64 of `[0-9A-Za-z_-]` (FlatPeak protocol, section 2).
    public let text: String
    /// Eight hex digits that tell sessions apart in a log, and let nobody act in them.
    public let fingerprint: String

    /// Reads a token; `nil` for anything else.
    public init?(_ text: String) {
        let id = text.utf8.dropFirst(4)
        guard text.hasPrefix("cot_"), (8...64).contains(id.count),
            id.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
                    || $0 == 0x2D
            })
        else { return nil }
        self.text = text
        fingerprint = SHA256.hash(data: Array(text.utf8)).prefix(4)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension ConnectToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The hash, not the token.
    public var description: String { "token \(fingerprint)" }
    /// The hash, not the token.
    public var debugDescription: String { description }
    /// Nothing inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
