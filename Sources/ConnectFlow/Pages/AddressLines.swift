/// An address of one line, cut where people read it: the house, then the rest of it.
///
/// A name that is no address is `first` alone.
struct AddressLines: Hashable {
    let first: String
    let rest: String

    /// - Parameter line: the parts of an address with `, ` between them, such as `12 Crescent Street, Brighton, BN1 2CD`.
    init(_ line: String) {
        var parts = line.split(separator: ", ").map(String.init)
        if parts.count > 1, let last = parts.last, last.utf8.count <= 10, last.utf8.contains(where: Self.isDigit) {
            parts[parts.count - 1] = last.unbroken
        }
        first = parts.first ?? line
        rest = parts.dropFirst().joined(separator: ", ")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension String {
    /// The text with blanks that no line is broken at, for postcodes and telephone numbers.
    var unbroken: String { replacing(" ", with: "\u{A0}") }
}
