import FoundationEssentials

/// base64url without padding (RFC 4648 section 5). Strict: one text for one value.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Writes bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = ((bits & 0x3F) << 8 | Int(byte), count + 8)
            while count >= 6 {
                count -= 6
                text.append(alphabet[bits >> count & 0x3F])
            }
        }
        if count > 0 { text.append(alphabet[bits << (6 - count) & 0x3F]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads bytes.
    ///
    /// - Returns: `nil` for anything that ``encode(_:)`` does not write.
    package static func decode(_ text: Substring) -> [UInt8]? {
        var standard = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        standard.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (4 - standard.count % 4) % 4))
        guard let data = Data(base64Encoded: Data(standard)), encode(Array(data)) == text else { return nil }
        return Array(data)
    }

    /// A text from random bytes, of which nobody can guess any.
    package static func random(bytes: Int) -> String {
        encode((0..<bytes).map { _ in UInt8.random(in: .min ... .max) })
    }
}
