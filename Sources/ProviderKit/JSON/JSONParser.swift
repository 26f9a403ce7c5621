import FoundationEssentials

/// Reads one JSON document (RFC 8259).
///
/// Stricter than the format has to be where leniency helps attackers: nesting ends at ``depthLimit``, a name may stand in an
/// object once, text is UTF-8 without a byte order mark. It reads in one pass, so a hostile document costs its length and
/// no more.
struct JSONParser {
    /// Far beyond what any provider nests, and far within any thread's stack.
    static let depthLimit = 64

    private var rest: ArraySlice<UInt8>
    private let length: Int

    /// What is wrong, and how many bytes into the document.
    struct Fault: Error {
        let what: String
        let offset: Int
    }

    static func parse(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.rest.isEmpty else { throw parser.fault("something follows the end") }
        return value
    }

    private init(_ bytes: [UInt8]) {
        rest = bytes[...]
        length = bytes.count
    }

    private func fault(_ what: String) -> Fault { Fault(what: what, offset: length - rest.count) }

    // MARK: - Structure

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth < Self.depthLimit else { throw fault("it is nested deeper than \(Self.depthLimit) levels") }
        skipBlanks()
        switch rest.first {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), .some(0x30...0x39): return .number(try number())
        default: throw fault("a value is missing")
        }
    }

    private mutating func members(depth: Int) throws(Fault) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        rest.removeFirst()
        if skip(UInt8(ascii: "}")) { return members }
        repeat {
            skipBlanks()
            guard rest.first == UInt8(ascii: "\"") else { throw fault("a member's name is missing") }
            let name = try string()
            guard skip(UInt8(ascii: ":")) else { throw fault("a ':' is missing") }
            let value = try value(depth: depth + 1)
            guard members.updateValue(value, forKey: name) == nil else { throw fault("a name stands twice") }
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw fault("a '}' is missing") }
        return members
    }

    private mutating func elements(depth: Int) throws(Fault) -> [JSONValue] {
        var elements: [JSONValue] = []
        rest.removeFirst()
        if skip(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw fault("a ']' is missing") }
        return elements
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard rest.starts(with: bytes) else { throw fault("a value is missing") }
        rest = rest.dropFirst(bytes.count)
        return value
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    /// Skips blanks and, if it is there, a character.
    private mutating func skip(_ character: UInt8) -> Bool {
        skipBlanks()
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }
}

// MARK: - Numbers and texts

extension JSONParser {
    /// RFC 8259 section 6.
    private mutating func number() throws(Fault) -> Decimal {
        let start = rest
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = digits()
        guard whole > 0, whole == 1 || start[rest.startIndex - whole] != UInt8(ascii: "0") else {
            throw fault("a number is malformed")
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { throw fault("a number is malformed") }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { throw fault("a number is malformed") }
        }
        let text = start[..<rest.startIndex]
        guard text.count <= 256, let value = Decimal(string: String(decoding: text, as: UTF8.self)), !value.isNaN else {
            throw fault("a number is out of range")
        }
        return value
    }

    private mutating func digits() -> Int {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.count
    }

    /// RFC 8259 section 7.
    private mutating func string() throws(Fault) -> String {
        rest.removeFirst()
        let plain = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }
        rest = rest.dropFirst(plain.count)
        var bytes = Array(plain)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else { throw fault("a text is no UTF-8") }
                return text
            case UInt8(ascii: "\\"): bytes.append(contentsOf: try escaped().utf8)
            case 0..<0x20: throw fault("a text holds a control character")
            default: bytes.append(byte)
            }
        }
        throw fault("a '\"' is missing")
    }

    private mutating func escaped() throws(Fault) -> Character {
        switch rest.popFirst() {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try scalar())
        default: throw fault("an escape is unknown")
        }
    }

    /// `\uXXXX`, or two of them for what lies beyond the first 65,536. A half alone is no character.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u") else {
            throw fault("an escape is half a character")
        }
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault("an escape is half a character") }
        return scalar
    }

    private mutating func codeUnit() throws(Fault) -> UInt32 {
        let digits = rest.prefix(4)
        guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            digits.first != UInt8(ascii: "+")
        else { throw fault("an escape is malformed") }
        rest = rest.dropFirst(4)
        return unit
    }
}
