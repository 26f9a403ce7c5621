/// The fields of a form or query (application/x-www-form-urlencoded, WHATWG URL section 5.1).
struct FormData: Sendable {
    /// More fields than any form of ours has.
    static let fieldLimit = 64

    private var fields: [(name: String, value: String)] = []

    /// Why a text is no form.
    enum Fault: Error {
        case tooManyFields
        /// A value that is no UTF-8, or holds a NUL.
        case unreadable
    }

    /// Reads a form.
    init(_ bytes: some Collection<UInt8>) throws(Fault) {
        for pair in bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.fieldLimit) {
            guard fields.count < Self.fieldLimit else { throw .tooManyFields }
            let separator = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decoded(pair[..<separator])
            let value = separator == pair.endIndex ? "" : try Self.decoded(pair[pair.index(after: separator)...])
            fields.append((name, value))
        }
    }

    /// A field's value, if it stands there once. One that stands twice is ambiguous, and counts as missing.
    subscript(name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }

    /// How often a field stands there.
    func count(of name: String) -> Int {
        fields.count { $0.name == name }
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(Fault) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                decoded.append(0x20)
            } else if byte == UInt8(ascii: "%"), let high = hex(rest.first), let low = hex(rest.dropFirst().first) {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        guard !decoded.contains(0), let text = String(validating: decoded, as: UTF8.self) else { throw .unreadable }
        return text
    }

    private static func hex(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let digit) where (0x30...0x39).contains(digit): digit - 0x30
        case .some(let letter) where (0x41...0x46).contains(letter & 0xDF): (letter & 0xDF) - 0x37
        default: nil
        }
    }
}
