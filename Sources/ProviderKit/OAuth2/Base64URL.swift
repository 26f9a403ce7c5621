import FoundationEssentials

/// base64url without padding (RFC 4648 section 5). Strict: one text for one value.
package enum Base64URL {
    /// Writes bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        let standard = Data(bytes).base64EncodedString()
        return String(
            decoding: standard.utf8.compactMap { byte -> UInt8? in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                case UInt8(ascii: "="): nil
                default: byte
                }
            }, as: UTF8.self)
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
