/// The names in HTML where a value could do harm however it is escaped.
enum HTMLNames {
    /// Attributes whose value is code or a document.
    static func isCode(_ attribute: [UInt8]) -> Bool {
        attribute.starts(with: "on".utf8) || contains(attribute, ["style", "srcdoc", "http-equiv"])
    }

    /// Attributes whose value is a URL, so that its beginning must not come from elsewhere.
    static func isURL(_ attribute: [UInt8]) -> Bool {
        contains(
            attribute,
            ["action", "cite", "data", "formaction", "href", "ping", "poster", "src", "srcset", "xlink:href"])
    }

    /// Elements whose content is not markup, so that escaping means nothing in it.
    static func isRaw(_ element: [UInt8]) -> Bool {
        contains(
            element, ["script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"])
    }

    /// Few names of different lengths: comparing is quicker than hashing.
    private static func contains(_ name: [UInt8], _ names: [StaticString]) -> Bool {
        names.contains { known in
            known.utf8CodeUnitCount == name.count && name.elementsEqual(bytes(of: known))
        }
    }

    private static func bytes(of text: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}
