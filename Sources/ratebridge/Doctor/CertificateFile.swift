import Foundation

/// The certificates of a PEM file, as far as their dates (RFC 7468, RFC 5280 section 4.1.2.5).
struct CertificateFile: Sendable {
    /// When each ends.
    let ends: [Date]

    init(_ pem: String) {
        var ends: [Date] = []
        var rest = pem[...]
        while let begin = rest.firstRange(of: "-----BEGIN CERTIFICATE-----") {
            rest = rest[begin.upperBound...]
            guard let end = rest.firstRange(of: "-----END CERTIFICATE-----") else { break }
            let base64 = rest[..<end.lowerBound].filter { !$0.isWhitespace }
            if let data = Data(base64Encoded: String(base64)), let date = Self.end(Array(data)) { ends.append(date) }
            rest = rest[end.upperBound...]
        }
        self.ends = ends
    }

    /// `notAfter` of a certificate in DER.
    private static func end(_ der: [UInt8]) -> Date? {
        var outer = DER(der[...])
        guard var certificate = outer.next()?.content, var fields = certificate.next()?.content else { return nil }
        var field = fields.next()
        // The version, which may be left out; then serial number, signature algorithm, issuer, validity.
        if field?.tag == 0xA0 { field = fields.next() }
        _ = (fields.next(), fields.next())
        guard var validity = fields.next()?.content, validity.next() != nil, let time = validity.next() else {
            return nil
        }
        return date(String(decoding: time.content.bytes, as: UTF8.self), isLong: time.tag == 0x18)
    }

    /// `YYMMDDhhmmssZ` (years from 1950), or `YYYYMMDDhhmmssZ`.
    private static func date(_ text: String, isLong: Bool) -> Date? {
        let century = isLong ? "" : (text < "5" ? "20" : "19")
        let digits = (century + text).compactMap(\.wholeNumberValue)
        guard digits.count == 14, text.hasSuffix("Z") else { return nil }
        func number(_ from: Int, _ length: Int) -> Int { digits[from..<from + length].reduce(0) { $0 * 10 + $1 } }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(
                year: number(0, 4), month: number(4, 2), day: number(6, 2), hour: number(8, 2), minute: number(10, 2),
                second: number(12, 2)))
    }
}

/// Values of ASN.1's DER, one after the other (X.690).
private struct DER {
    private(set) var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The next value's tag and contents.
    mutating func next() -> (tag: UInt8, content: DER)? {
        guard bytes.count >= 2, let tag = bytes.popFirst(), let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...3).contains(count), bytes.count >= count else { return nil }
            length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            bytes = bytes.dropFirst(count)
        }
        guard bytes.count >= length else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return (tag, DER(bytes.prefix(length)))
    }
}
