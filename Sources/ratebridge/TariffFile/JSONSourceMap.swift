/// Where each value of a JSON text stands (RFC 8259), so that a fault in it can be shown with line and column.
struct JSONSourceMap: Sendable {
    /// A place in a text, both counted from 1; the column counts characters.
    struct Position: Sendable, Hashable {
        let line: Int
        let column: Int
    }

    /// Why a text is no JSON, or not what its author meant.
    struct Fault: Error, Sendable, Hashable {
        let position: Position
        let problem: String
        let fix: String
    }

    private let reader: JSONReader

    /// - Throws: The first fault of a text that is no JSON.
    init(_ bytes: [UInt8]) throws(Fault) {
        var reader = JSONReader(bytes)
        try reader.readDocument()
        self.reader = reader
    }

    /// Fields that stand twice in one object: JSON allows it, and readers take one or the other.
    var repeated: [Fault] { reader.repeated }

    /// Whether there is a value at a path such as `data[0].months[1]`.
    func contains(_ path: String) -> Bool { reader.offsets[path] != nil }

    /// Where the value stands, or the nearest value around it.
    func position(of path: String) -> Position {
        var path = Substring(path)
        while !path.isEmpty {
            if let offset = reader.offsets[String(path)] { return reader.position(offset) }
            path = path.prefix(upTo: path.lastIndex { $0 == "." || $0 == "[" } ?? path.startIndex)
        }
        return reader.position(reader.offsets[""] ?? 0)
    }
}
