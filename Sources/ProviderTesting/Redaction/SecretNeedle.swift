import FoundationEssentials

/// One spelling of a secret that a text is searched for.
///
/// It is found as it is, percent-encoded (RFC 3986, any part of it, either case; `+` for a space as in forms) and
/// JSON-escaped (RFC 8259, section 7).
struct SecretNeedle {
    let placeholder: [UInt8]
    private let bytes: [UInt8]
    /// A base64 form: the padding that follows goes with it.
    private let isBase64: Bool
    /// Too short to be told from a part of a word.
    private let needsBoundaries: Bool

    /// The forms of a secret: itself, base64 and base64url (RFC 4648, sections 4 and 5).
    static func forms(of entry: SecretNames.Entry) -> [SecretNeedle] {
        let placeholder = Array(Placeholder.text(entry.name).utf8)
        let raw = Array(entry.value.utf8)
        let short = raw.count < SecretNames.shortest
        let plain = SecretNeedle(placeholder: placeholder, bytes: raw, isBase64: false, needsBoundaries: short)
        guard !short else { return [plain] }
        let base64 = Array(Data(raw).base64EncodedString().utf8.filter { $0 != UInt8(ascii: "=") })
        let url = base64.map {
            $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
        }
        return [plain]
            + [base64, url].map {
                SecretNeedle(placeholder: placeholder, bytes: $0, isBase64: true, needsBoundaries: false)
            }
    }

    /// How long the needle is at its plainest.
    var count: Int { bytes.count }

    /// Where the needle ends, if it stands at that place of the text.
    func end(in text: [UInt8], at start: Int) -> Int? {
        guard let first = bytes.first else { return nil }
        let byte = text[start]
        guard byte == first || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "+")
        else {
            return nil
        }
        guard var end = match(text, start, 0) else { return nil }
        if needsBoundaries {
            if start > 0, Self.isWord(text[start - 1]) { return nil }
            if end < text.count, Self.isWord(text[end]) { return nil }
        }
        while isBase64, let next = Self.padding(in: text, at: end) { end = next }
        return end
    }

    private func match(_ text: [UInt8], _ start: Int, _ offset: Int) -> Int? {
        var (start, offset) = (start, offset)
        while offset < bytes.count {
            guard start < text.count else { return nil }
            let escaped = Self.escaped(text, at: start)
            if text[start] == bytes[offset] {
                // A percent sign may be itself or the start of an escape: both are tried.
                if let escaped, bytes[offset...].starts(with: escaped.bytes),
                    let end = match(text, start + escaped.length, offset + escaped.bytes.count)
                {
                    return end
                }
                (start, offset) = (start + 1, offset + 1)
            } else if let escaped, bytes[offset...].starts(with: escaped.bytes) {
                (start, offset) = (start + escaped.length, offset + escaped.bytes.count)
            } else {
                return nil
            }
        }
        return start
    }

    private static func padding(in text: [UInt8], at index: Int) -> Int? {
        if index < text.count, text[index] == UInt8(ascii: "=") { return index + 1 }
        if let escape = escaped(text, at: index), escape.bytes == [UInt8(ascii: "=")] { return index + escape.length }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension SecretNeedle {
    /// What an escape at that place stands for: `%2B`, `+`, `\/`, `\u00e9`.
    private static func escaped(_ text: [UInt8], at index: Int) -> (bytes: [UInt8], length: Int)? {
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: "+"): return ([0x20], 1)
        case UInt8(ascii: "%"): return hex(text, index + 1, digits: 2).map { ([UInt8($0)], 3) }
        case UInt8(ascii: "\\"): return jsonEscape(text, index)
        default: return nil
        }
    }

    private static func jsonEscape(_ text: [UInt8], _ index: Int) -> (bytes: [UInt8], length: Int)? {
        guard index + 1 < text.count else { return nil }
        switch text[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([text[index + 1]], 2)
        case UInt8(ascii: "n"): return ([0x0A], 2)
        case UInt8(ascii: "r"): return ([0x0D], 2)
        case UInt8(ascii: "t"): return ([0x09], 2)
        case UInt8(ascii: "u"): break
        default: return nil
        }
        guard let unit = hex(text, index + 2, digits: 4) else { return nil }
        if let scalar = Unicode.Scalar(UInt32(unit)) { return (Array(String(scalar).utf8), 6) }
        guard index + 7 < text.count, text[index + 6] == UInt8(ascii: "\\"), text[index + 7] == UInt8(ascii: "u"),
            (0xD800...0xDBFF).contains(unit), let low = hex(text, index + 8, digits: 4),
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(UInt32(0x10000 + (unit - 0xD800) * 0x400 + low - 0xDC00))
        else { return nil }
        return (Array(String(scalar).utf8), 12)
    }

    private static func hex(_ text: [UInt8], _ index: Int, digits: Int) -> Int? {
        guard index + digits <= text.count else { return nil }
        var value = 0
        for byte in text[index..<index + digits] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value * 16 + digit
        }
        return value
    }
}
