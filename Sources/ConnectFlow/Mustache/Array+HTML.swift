extension [UInt8] {
    /// Appends text that can do nothing but be read, in HTML text and in a quoted attribute's value.
    ///
    /// `&`, `<`, `>`, `"` and `'` become character references; NUL, which HTML forbids, becomes U+FFFD.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0) }
    }

    /// The same for bytes that are already UTF-8.
    mutating func appendEscaped(_ text: [UInt8]) {
        text.withUnsafeBufferPointer { appendEscaped($0) }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for index in text.indices {
            let reference: StaticString
            switch text[index] {
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            case UInt8(ascii: "\""): reference = "&quot;"
            case UInt8(ascii: "'"): reference = "&#39;"
            case 0: reference = "\u{FFFD}"
            default: continue
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
            append(contentsOf: UnsafeBufferPointer(start: reference.utf8Start, count: reference.utf8CodeUnitCount))
            clean = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    }
}
