/// Cuts a template into text and tags (mustache(5)), with the rules for lines that hold nothing but a tag.
struct TemplateScanner {
    /// What a tag does. `name` has no blanks around it.
    enum Tag: Hashable {
        case variable, section, inverted, close, comment
        /// `indentation` is what stood before a partial that is alone on its line.
        case partial(indentation: [UInt8])
    }

    /// Text to print, or a tag.
    enum Token: Hashable {
        case text(Range<Int>)
        case tag(Tag, name: String, at: Int)
    }

    let source: TemplateSource
    /// The next byte to read.
    private var index = 0
    private var pending: Token?

    init(_ source: TemplateSource) {
        self.source = source
    }

    private var bytes: [UInt8] { source.bytes }

    /// The next piece, or nil at the end.
    mutating func next() throws(TemplateError) -> Token? {
        if let token = pending {
            pending = nil
            return token
        }
        guard index < bytes.count else { return nil }
        let start = index
        guard let open = find("{{", from: start) else {
            index = bytes.count
            return .text(start..<bytes.count)
        }
        let (tag, name, end) = try tag(at: open)
        var token = Token.tag(tag, name: name, at: open)
        var textEnd = open
        index = end
        if tag != .variable, let line = lineAlone(from: open, to: end) {
            if case .partial = tag {
                token = .tag(.partial(indentation: Array(bytes[line.lowerBound..<open])), name: name, at: open)
            }
            textEnd = line.lowerBound
            index = line.upperBound
        }
        guard textEnd > start else { return token }
        pending = token
        return .text(start..<textEnd)
    }

    private func tag(at open: Int) throws(TemplateError) -> (tag: Tag, name: String, end: Int) {
        let first = open + 2
        let sigil = first < bytes.count ? bytes[first] : 0
        switch sigil {
        case UInt8(ascii: "{"), UInt8(ascii: "&"):
            throw error(
                at: open, "this would print a value without escaping it",
                "write {{name}}; markup belongs in the template, not in a value")
        case UInt8(ascii: "="):
            throw error(at: open, "other delimiters are not supported", "write {{ and }}")
        default: break
        }
        guard let close = find("}}", from: first) else {
            throw error(at: open, "the tag is not closed", "end it with }}")
        }
        let tag: Tag? =
            switch sigil {
            case UInt8(ascii: "#"): .section
            case UInt8(ascii: "^"): .inverted
            case UInt8(ascii: "/"): .close
            case UInt8(ascii: "!"): .comment
            case UInt8(ascii: ">"): .partial(indentation: [])
            default: nil
            }
        let inside = bytes[(tag == nil ? first : first + 1)..<close]
        let name = String(decoding: Self.trim(inside), as: UTF8.self)
        if name.isEmpty, tag != .comment {
            throw error(at: open, "the tag has no name", "write a name between the braces")
        }
        return (tag ?? .variable, name, close + 2)
    }

    /// The whole line or lines of a tag that stands alone, with the line's end.
    private func lineAlone(from open: Int, to end: Int) -> Range<Int>? {
        var start = open
        while start > 0, Self.isBlank(bytes[start - 1]) { start -= 1 }
        guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
        var stop = end
        while stop < bytes.count, Self.isBlank(bytes[stop]) { stop += 1 }
        if stop == bytes.count { return start..<stop }
        if bytes[stop] == UInt8(ascii: "\r"), stop + 1 < bytes.count { stop += 1 }
        return bytes[stop] == UInt8(ascii: "\n") ? start..<(stop + 1) : nil
    }

    private func find(_ pair: StaticString, from start: Int) -> Int? {
        let byte = pair.utf8Start.pointee
        return bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index + 1 < bytes.count {
                if bytes[index] == byte, bytes[index + 1] == byte { return index }
                index += 1
            }
            return nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 <= UInt8(ascii: " ") }
        var slice = bytes.drop(while: isSpace)
        while let last = slice.last, isSpace(last) { slice.removeLast() }
        return slice
    }

    /// An error at a byte of this file.
    func error(at index: Int, _ what: String, _ fix: String) -> TemplateError {
        let before = bytes[..<min(index, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return TemplateError(file: source.file, line: line, column: index - lineStart + 1, what: what, fix: fix)
    }
}
