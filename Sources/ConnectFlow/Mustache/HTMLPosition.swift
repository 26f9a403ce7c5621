/// Where in an HTML document a template stands, byte by byte, while it is compiled.
///
/// Escaping protects text and quoted attribute values. Everywhere else a value could still do harm, so a variable is
/// refused there: in an unquoted value, among attributes, in a script, a style sheet or a comment, in an event handler
/// or a style attribute, and at the start of a URL unless its key says that it `beginsURL`.
struct HTMLPosition: Hashable {
    /// The states of a small tokeniser after the HTML standard, section 13.2.5.
    enum Place: Hashable {
        case text, tagOpen, tagName, betweenAttributes, attributeName, afterAttributeName, beforeValue
        case quoted(UInt8), unquoted
        /// A comment or a declaration: `dashes` counts those just seen.
        case declaration(isComment: Bool, dashes: Int)
        /// The content of an element such as `script`: `matched` bytes of its end tag were seen.
        case raw(matched: Int)
        /// Where a section begins or ends inside a tag: a blank or the tag's end must follow.
        case joint
    }

    private(set) var place = Place.text
    private var element: [UInt8] = []
    private var attribute: [UInt8] = []
    private var isClosingTag = false
    /// Whether the attribute's value has no byte of the template's own yet.
    private var isValueEmpty = true

    /// Reads a run of a template's own text.
    ///
    /// - Returns: the index of the first byte where a section inside a tag touches a name, or nil.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            // Text and values are most of a page, and one byte ends each.
            if let end = placeEnd {
                while index < range.upperBound, bytes[index] != end {
                    index += 1
                    isValueEmpty = false
                }
                guard index < range.upperBound else { return nil }
            }
            guard read(bytes[index]) else { return index }
            index += 1
        }
        return nil
    }

    /// The byte that ends text or a quoted value.
    private var placeEnd: UInt8? {
        switch place {
        case .text: UInt8(ascii: "<")
        case .quoted(let quote): quote
        default: nil
        }
    }

    private mutating func read(_ byte: UInt8) -> Bool {
        switch place {
        case .text:
            if byte == UInt8(ascii: "<") { open() }
        case .tagOpen, .tagName:
            readElement(byte)
        case .betweenAttributes, .attributeName, .afterAttributeName:
            readAttribute(byte)
        case .beforeValue:
            readValueStart(byte)
        case .quoted(let quote):
            if byte == quote { place = .betweenAttributes }
            isValueEmpty = false
        case .unquoted:
            if byte == UInt8(ascii: ">") { end() } else if Self.isSpace(byte) { place = .betweenAttributes }
        case .declaration(let isComment, let dashes):
            readDeclaration(byte, isComment: isComment, dashes: dashes)
        case .raw(let matched):
            readRaw(byte, matched: matched)
        case .joint:
            guard Self.isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") else { return false }
            place = .betweenAttributes
            readAttribute(byte)
        }
        return true
    }

    /// Why a variable may not stand here, or nil where it may.
    func objection(toVariableThatBeginsURL beginsURL: Bool) -> String? {
        switch place {
        case .text: return nil
        case .quoted: return attributeObjection(beginsURL)
        case .beforeValue, .unquoted: return "a value in an attribute without quotes"
        case .raw: return "a value inside <\(String(decoding: element, as: UTF8.self))>"
        case .declaration: return "a value in a comment or a declaration"
        case .tagOpen, .tagName, .betweenAttributes, .attributeName, .afterAttributeName, .joint:
            return "a value inside a tag and outside an attribute's quotes"
        }
    }

    private func attributeObjection(_ beginsURL: Bool) -> String? {
        let name = String(decoding: attribute, as: UTF8.self)
        if HTMLNames.isCode(attribute) { return "a value in the attribute \(name)" }
        if isValueEmpty, !beginsURL, HTMLNames.isURL(attribute) {
            return "a value at the start of the URL in \(name) that is not a checked URL"
        }
        return nil
    }

    /// The position just inside a section, or nil where none may begin.
    func enteringSection() -> HTMLPosition? {
        var inside = self
        switch place {
        case .text, .quoted, .raw, .declaration, .joint: break
        case .tagName, .betweenAttributes, .attributeName, .afterAttributeName: inside.place = .joint
        case .tagOpen, .beforeValue, .unquoted: return nil
        }
        return inside
    }

    /// The position after a section that was entered at `self` and whose end is at `end`; nil where the two differ, so
    /// that the page would depend on whether the section is printed.
    func leavingSection(at end: HTMLPosition) -> HTMLPosition? {
        var start = self
        var end = end
        guard start.isAmongAttributes == end.isAmongAttributes else { return nil }
        if start.isAmongAttributes {
            start.place = .joint
            end.place = .joint
            end.attribute = start.attribute
        }
        guard start.place == end.place else { return nil }
        if case .quoted = start.place, start.attribute != end.attribute { return nil }
        if start.place != .text, start.element != end.element { return nil }
        return start
    }

    private var isAmongAttributes: Bool {
        switch place {
        case .tagName, .betweenAttributes, .attributeName, .afterAttributeName, .joint: true
        default: false
        }
    }
}

extension HTMLPosition {
    private mutating func open() {
        place = .tagOpen
        element.removeAll(keepingCapacity: true)
        isClosingTag = false
    }

    private mutating func readElement(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "!") where place == .tagOpen: place = .declaration(isComment: false, dashes: 0)
        case UInt8(ascii: "/") where place == .tagOpen: isClosingTag = true
        case UInt8(ascii: ">"): end()
        case UInt8(ascii: "/"): place = .betweenAttributes
        case _ where Self.isSpace(byte): place = place == .tagOpen ? .text : .betweenAttributes
        default:
            element.append(Self.lowercase(byte))
            place = .tagName
        }
    }

    private mutating func readAttribute(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): end()
        case UInt8(ascii: "/"): place = .betweenAttributes
        case UInt8(ascii: "=") where place != .betweenAttributes:
            place = .beforeValue
            isValueEmpty = true
        case _ where Self.isSpace(byte):
            if place == .attributeName { place = .afterAttributeName }
        default:
            if place != .attributeName { attribute.removeAll(keepingCapacity: true) }
            attribute.append(Self.lowercase(byte))
            place = .attributeName
        }
    }

    private mutating func readValueStart(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .quoted(byte)
        case UInt8(ascii: ">"): end()
        case _ where Self.isSpace(byte): break
        default: place = .unquoted
        }
    }

    private mutating func readDeclaration(_ byte: UInt8, isComment: Bool, dashes: Int) {
        switch byte {
        case UInt8(ascii: "-"):
            let opens = !isComment && dashes == 1
            place = .declaration(isComment: isComment || opens, dashes: opens ? 2 : dashes + 1)
        case UInt8(ascii: ">") where !isComment || dashes >= 2: place = .text
        default: place = .declaration(isComment: isComment, dashes: isComment ? 0 : 2)
        }
    }

    private mutating func readRaw(_ byte: UInt8, matched: Int) {
        let endTag = Array("</".utf8) + element
        if Self.lowercase(byte) == endTag[matched] {
            place = .raw(matched: matched + 1)
        } else {
            place = .raw(matched: byte == UInt8(ascii: "<") ? 1 : 0)
        }
        if place == .raw(matched: endTag.count) {
            place = .tagName
            isClosingTag = true
        }
    }

    private mutating func end() {
        place = !isClosingTag && HTMLNames.isRaw(element) ? .raw(matched: 0) : .text
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
