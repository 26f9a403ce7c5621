/// A FastCGI record as a web server writes and reads it: the test's own reading of the specification.
struct Record: Equatable, Sendable {
    enum Kind {
        static let begin: UInt8 = 1
        static let abort: UInt8 = 2
        static let end: UInt8 = 3
        static let parameters: UInt8 = 4
        static let input: UInt8 = 5
        static let output: UInt8 = 6
        static let getValues: UInt8 = 9
        static let getValuesResult: UInt8 = 10
        static let unknownType: UInt8 = 11
    }

    var version: UInt8 = 1
    var kind: UInt8
    var id: UInt16 = 1
    var content: [UInt8] = []
    var padding = 0

    /// The record on the wire.
    var bytes: [UInt8] {
        let length = content.count
        return [version, kind, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
            + [UInt8(padding), 0] + content + [UInt8](repeating: 0, count: padding)
    }

    /// The first whole record, and what stands behind it; `nil` where it is not whole yet.
    static func first(of bytes: ArraySlice<UInt8>) -> (record: Record, rest: ArraySlice<UInt8>)? {
        let head = Array(bytes.prefix(8))
        guard head.count == 8 else { return nil }
        let length = Int(head[4]) << 8 | Int(head[5])
        let padding = Int(head[6])
        guard bytes.count >= 8 + length + padding else { return nil }
        let record = Record(
            version: head[0], kind: head[1], id: UInt16(head[2]) << 8 | UInt16(head[3]),
            content: Array(bytes.dropFirst(8).prefix(length)), padding: padding)
        return (record, bytes.dropFirst(8 + length + padding))
    }
}

extension Record {
    static func begin(id: UInt16 = 1, role: UInt8 = 1, keep: Bool = false) -> Record {
        Record(kind: Kind.begin, id: id, content: [0, role, keep ? 1 : 0, 0, 0, 0, 0, 0])
    }

    static func parameters(_ pairs: [(String, String)], id: UInt16 = 1) -> Record {
        Record(kind: Kind.parameters, id: id, content: pairs.flatMap { encode($0.0, $0.1) })
    }

    static func input(_ content: [UInt8], id: UInt16 = 1) -> Record {
        Record(kind: Kind.input, id: id, content: content)
    }

    /// A name-value pair with its two lengths in front.
    static func encode(_ name: String, _ value: String) -> [UInt8] {
        encode(length: name.utf8.count) + encode(length: value.utf8.count) + Array(name.utf8) + Array(value.utf8)
    }

    static func encode(length: Int) -> [UInt8] {
        if length < 0x80 { return [UInt8(length)] }
        return [UInt8(length >> 24 & 0x7F | 0x80)] + [16, 8, 0].map { UInt8(length >> $0 & 0xFF) }
    }
}

extension [Record] {
    var bytes: [UInt8] { flatMap(\.bytes) }
}
