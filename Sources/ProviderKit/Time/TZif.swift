/// The contents of a time zone file (RFC 8536; version 4 is RFC 9636). Only the 64-bit data and the footer are used
/// where the file has them, as later programs must (RFC 8536, section 4).
struct TZif: Hashable, Sendable {
    /// The seconds since 1970 at which the offset changes, in ascending order.
    var transitions: [Int] = []
    /// The offset in seconds east of UTC that holds from each transition.
    var offsets: [Int] = []
    /// The offset that holds before the first transition.
    var firstOffset = 0
    /// What holds after the last transition.
    var rule: PosixRule?

    /// What is wrong with a file.
    struct Malformed: Error, Hashable {
        let reason: String
    }

    /// Reads a whole file.
    init(_ bytes: [UInt8]) throws(Malformed) {
        var reader = ByteReader(bytes)
        let first = try Header(&reader)
        guard first.version != 0 else {
            try readData(first, timeSize: 4, &reader)
            return
        }
        try reader.skip(first.dataSize(timeSize: 4))
        let second = try Header(&reader)
        try readData(second, timeSize: 8, &reader)
        try readFooter(&reader)
    }

    private mutating func readData(_ header: Header, timeSize: Int, _ reader: inout ByteReader) throws(Malformed) {
        transitions.reserveCapacity(header.transitions)
        for _ in 0..<header.transitions {
            let time = try reader.signed(timeSize)
            if let last = transitions.last, time <= last { throw Malformed(reason: "transitions out of order") }
            transitions.append(time)
        }
        let indexes = try reader.take(header.transitions)
        var types: [Int] = []
        for _ in 0..<header.types {
            let offset = try reader.signed(4)
            guard (-93_599...93_599).contains(offset) else { throw Malformed(reason: "an offset of \(offset) seconds") }
            let isDST = try reader.signed(1)
            guard isDST == 0 || isDST == 1 else { throw Malformed(reason: "a daylight flag of \(isDST)") }
            guard try reader.signed(1) & 0xFF < header.characters else {
                throw Malformed(reason: "a name out of bounds")
            }
            types.append(offset)
        }
        guard let initial = types.first else { throw Malformed(reason: "no local time types") }
        firstOffset = initial
        for index in indexes {
            guard Int(index) < types.count else { throw Malformed(reason: "a local time type out of bounds") }
            offsets.append(types[Int(index)])
        }
        try reader.skip(header.characters + header.standardFlags + header.universalFlags)
    }

    private mutating func readFooter(_ reader: inout ByteReader) throws(Malformed) {
        let newline = UInt8(ascii: "\n")
        guard try reader.take(1).first == newline else { throw Malformed(reason: "no footer") }
        let line = reader.rest.prefix { $0 != newline }
        guard line.count < reader.rest.count else { throw Malformed(reason: "an unfinished footer") }
        guard !line.isEmpty else { return }
        guard let rule = PosixRule(Array(line)) else {
            throw Malformed(reason: "a footer that is no POSIX TZ rule")
        }
        self.rule = rule
    }
}

/// The counts at the start of each of the file's two data blocks (RFC 8536, section 3.1).
private struct Header {
    let version: UInt8
    let universalFlags: Int
    let standardFlags: Int
    let leapSeconds: Int
    let transitions: Int
    let types: Int
    let characters: Int

    init(_ reader: inout ByteReader) throws(TZif.Malformed) {
        guard try reader.take(4).elementsEqual("TZif".utf8) else { throw TZif.Malformed(reason: "no TZif header") }
        let version = try reader.take(1).first ?? 0
        guard version == 0 || version >= UInt8(ascii: "2") else { throw TZif.Malformed(reason: "an unknown version") }
        self.version = version
        try reader.skip(15)
        universalFlags = try reader.signed(4)
        standardFlags = try reader.signed(4)
        leapSeconds = try reader.signed(4)
        transitions = try reader.signed(4)
        types = try reader.signed(4)
        characters = try reader.signed(4)
        let counts = [universalFlags, standardFlags, leapSeconds, transitions, types, characters]
        guard counts.allSatisfy({ $0 >= 0 && $0 <= reader.rest.count }) else {
            throw TZif.Malformed(reason: "a count beyond the end of the file")
        }
        guard leapSeconds == 0 else { throw TZif.Malformed(reason: "leap seconds, which civil time does not count") }
        guard (universalFlags == 0 || universalFlags == types) && (standardFlags == 0 || standardFlags == types) else {
            throw TZif.Malformed(reason: "counts that do not match")
        }
    }

    func dataSize(timeSize: Int) -> Int {
        transitions * (timeSize + 1) + types * 6 + characters + standardFlags + universalFlags
    }
}

/// Reads bytes from front to back and never beyond the end.
private struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int) throws(TZif.Malformed) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw TZif.Malformed(reason: "it ends too early") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) throws(TZif.Malformed) { _ = try take(count) }

    /// A big-endian number in two's complement of 1, 4 or 8 bytes.
    mutating func signed(_ size: Int) throws(TZif.Malformed) -> Int {
        let bytes = try take(size)
        let unsigned = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let unused = UInt64(64 - size * 8)
        return Int(Int64(bitPattern: unsigned << unused) >> Int64(unused))
    }
}
