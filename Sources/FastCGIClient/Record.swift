/// A FastCGI record as a web server writes and reads it (FastCGI 1.0 section 3.3).
package struct Record: Equatable, Sendable {
    /// What a record is (section 8).
    package enum Kind {
        package static let begin: UInt8 = 1
        package static let abort: UInt8 = 2
        package static let end: UInt8 = 3
        package static let parameters: UInt8 = 4
        package static let input: UInt8 = 5
        package static let output: UInt8 = 6
        package static let getValues: UInt8 = 9
        package static let getValuesResult: UInt8 = 10
        package static let unknownType: UInt8 = 11
    }

    package var version: UInt8 = 1
    package var kind: UInt8
    package var id: UInt16 = 1
    package var content: [UInt8] = []
    package var padding = 0

    package init(version: UInt8 = 1, kind: UInt8, id: UInt16 = 1, content: [UInt8] = [], padding: Int = 0) {
        (self.version, self.kind, self.id, self.content, self.padding) = (version, kind, id, content, padding)
    }

    /// The record on the wire.
    package var bytes: [UInt8] {
        let length = content.count
        return [version, kind, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
            + [UInt8(padding), 0] + content + [UInt8](repeating: 0, count: padding)
    }

    /// The first whole record, and what stands behind it; `nil` where it is not whole yet.
    package static func first(of bytes: ArraySlice<UInt8>) -> (record: Record, rest: ArraySlice<UInt8>)? {
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
    package static func begin(id: UInt16 = 1, role: UInt8 = 1, keep: Bool = false) -> Record {
        Record(kind: Kind.begin, id: id, content: [0, role, keep ? 1 : 0, 0, 0, 0, 0, 0])
    }

    package static func parameters(_ pairs: [(String, String)], id: UInt16 = 1) -> Record {
        Record(kind: Kind.parameters, id: id, content: pairs.flatMap { encode($0.0, $0.1) })
    }

    package static func input(_ content: [UInt8], id: UInt16 = 1) -> Record {
        Record(kind: Kind.input, id: id, content: content)
    }

    /// A name-value pair with its two lengths in front.
    package static func encode(_ name: String, _ value: String) -> [UInt8] {
        encode(length: name.utf8.count) + encode(length: value.utf8.count) + Array(name.utf8) + Array(value.utf8)
    }

    package static func encode(length: Int) -> [UInt8] {
        if length < 0x80 { return [UInt8(length)] }
        return [UInt8(length >> 24 & 0x7F | 0x80)] + [16, 8, 0].map { UInt8(length >> $0 & 0xFF) }
    }
}

extension [Record] {
    package var bytes: [UInt8] { flatMap(\.bytes) }
}
