import Synchronization

/// Ids and tokens from a seeded generator: the same seed gives the same ids in the same order.
final class IDGenerator: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// An id such as `cot_65df3e949a785c52283026ec`: the prefix and 24 hexadecimal digits.
    func next(_ prefix: String) -> String {
        "\(prefix)_\(hex(words: 2).prefix(24))"
    }

    /// An opaque token of about the given number of characters, as long as real access tokens are.
    func token(_ prefix: String, characters: Int) -> String {
        "\(prefix)_\(hex(words: (characters + 15) / 16).prefix(characters))"
    }

    private func hex(words: Int) -> String {
        var text = ""
        text.reserveCapacity(words * 16)
        state.withLock { state in
            for _ in 0..<words {
                let digits = String(Self.next(&state), radix: 16)
                text += String(repeating: "0", count: 16 - digits.count) + digits
            }
        }
        return text
    }

    /// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    private static func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
