/// Absolute URLs that customers are sent to, as text: deep links such as `myapp://oauth-callback/flatpeak` are among them.
enum WebAddress {
    /// The address with more query parameters, ahead of a fragment. Values are percent-encoded.
    static func appending(_ parameters: KeyValuePairs<String, String>, to address: String) -> String {
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var head = String(parts[0])
        for (name, value) in parameters {
            head += head.contains("?") ? "&" : "?"
            head += "\(name)=\(percentEncoded(value))"
        }
        return parts.count == 2 ? "\(head)#\(parts[1])" : head
    }

    /// A path under a base address, whichever of the two brings the slash.
    static func joining(_ base: String, _ path: String) -> String {
        var base = Substring(base)
        while base.hasSuffix("/") { base.removeLast() }
        return base + (path.hasPrefix("/") ? path : "/" + path)
    }

    /// Whether a customer may be sent there: `scheme:rest` with a scheme that runs no script and no control characters.
    static func isAllowed(_ address: String) -> Bool {
        guard let colon = address.firstIndex(of: ":") else { return false }
        let scheme = address[..<colon].lowercased()
        guard let first = scheme.utf8.first, first.isLowercaseLetter,
            scheme.utf8.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || "+-.".utf8.contains($0) }),
            !["javascript", "data", "vbscript", "file", "blob"].contains(scheme)
        else { return false }
        let rest = address[address.index(after: colon)...]
        return rest.hasPrefix("//") && rest.utf8.count > 2 && rest.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    private static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if byte.isLowercaseLetter || byte.isUppercaseLetter || byte.isDigit || "-._~".utf8.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return encoded
    }
}

extension UInt8 {
    fileprivate var isLowercaseLetter: Bool { self >= 0x61 && self <= 0x7A }
    fileprivate var isUppercaseLetter: Bool { self >= 0x41 && self <= 0x5A }
    fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
