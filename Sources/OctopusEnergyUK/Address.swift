import ProviderKit

/// An address as Kraken has it: one text, its parts between commas or on lines of their own.
struct Address: Sendable, Hashable {
    private let parts: [String]

    /// - Returns: `nil` for no address, or an empty one.
    init?(_ text: String?) {
        parts = (text ?? "").split { $0 == "," || $0.isNewline }.map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
        if parts.isEmpty { return nil }
    }

    /// What a customer recognises their home by.
    var line: String { parts.joined(separator: ", ") }

    /// The address for FlatPeak. The last part is the post code where it looks like one; which part is the town, nobody
    /// can tell.
    var postalAddress: PostalAddress {
        guard parts.count > 1, let last = parts.last, Self.isPostCode(last) else {
            return PostalAddress(addressLine1: line, countryCode: "GB")
        }
        return PostalAddress(
            addressLine1: parts.dropLast().joined(separator: ", "), postCode: last.uppercased(), countryCode: "GB")
    }

    /// Whether it is like `SW1A 2AA`: two to four letters and digits, a space, a digit and two letters.
    private static func isPostCode(_ text: String) -> Bool {
        let halves = text.uppercased().split(separator: " ").map { Array($0.utf8) }
        guard halves.count == 2, (2...4).contains(halves[0].count), halves[1].count == 3 else { return false }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        return isLetter(halves[0][0]) && halves[0].allSatisfy { isDigit($0) || isLetter($0) }
            && isDigit(halves[1][0]) && isLetter(halves[1][1]) && isLetter(halves[1][2])
    }
}
