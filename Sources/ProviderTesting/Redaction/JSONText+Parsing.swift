import FoundationEssentials

extension JSONText {
    /// Reads a document; `nil` for what is no JSON (RFC 8259).
    package init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes: bytes)
        guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
        self = value
    }

    /// Reads a document; `nil` for what is no JSON.
    package init?(_ text: String) { self.init(Array(text.utf8)) }
}

/// Reads JSON from its first byte to its last.
private struct JSONReader {
    /// Deeper than any answer, and shallow enough for the stack.
    private static let depthLimit = 200
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return index == bytes.count
        }
    }

    mutating func value(depth: Int) -> JSONText? {
        skipSpace()
        guard depth < Self.depthLimit, index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map(JSONText.string)
        default: return literal()
        }
    }

    private mutating func object(_ depth: Int) -> JSONText? {
        var members: [JSONText.Member] = []
        index += 1
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard let key = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONText.Member(key: key, value: value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONText? {
        var values: [JSONText] = []
        index += 1
        if take("]") { return .array([]) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? .array(values) : nil
    }

    private mutating func string() -> String? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        index += 1
        return try? JSONDecoder().decode(String.self, from: Data(bytes[start..<index]))
    }

    private mutating func literal() -> JSONText? {
        let start = index
        while index < bytes.count, !Self.ends(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return .literal(text) }
        guard (try? JSONDecoder().decode(Double.self, from: Data(text.utf8))) != nil else { return nil }
        return .literal(text)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private static func ends(_ byte: UInt8) -> Bool {
        byte <= 0x20 || [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":")].contains(byte)
    }
}
