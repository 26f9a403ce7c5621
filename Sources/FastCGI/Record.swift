/// The kinds of record (FastCGI 1.0 section 8).
enum RecordKind {
    static let begin: UInt8 = 1
    static let abort: UInt8 = 2
    static let end: UInt8 = 3
    static let parameters: UInt8 = 4
    static let input: UInt8 = 5
    static let getValues: UInt8 = 9
    static let getValuesResult: UInt8 = 10
    static let unknownType: UInt8 = 11
}

/// The eight bytes before every record (FastCGI 1.0 section 3.3).
struct RecordHeader {
    static let size = 8

    var kind: UInt8
    var requestID: UInt16
    var contentLength: Int
    var paddingLength = 0

    init(kind: UInt8, requestID: UInt16, contentLength: Int) {
        (self.kind, self.requestID, self.contentLength) = (kind, requestID, contentLength)
    }

    /// Reads a header from its bytes as one big-endian number; `nil` where it is no FastCGI 1.
    init?(bits: UInt64) {
        guard bits >> 56 == 1 else { return nil }
        kind = UInt8(truncatingIfNeeded: bits >> 48)
        requestID = UInt16(truncatingIfNeeded: bits >> 32)
        contentLength = Int(UInt16(truncatingIfNeeded: bits >> 16))
        paddingLength = Int(UInt8(truncatingIfNeeded: bits >> 8))
    }

    /// The bytes of a header without padding, as one big-endian number.
    var bits: UInt64 {
        1 << 56 | UInt64(kind) << 48 | UInt64(requestID) << 32 | UInt64(UInt16(truncatingIfNeeded: contentLength)) << 16
    }
}

extension [UInt8] {
    /// Appends a number, most significant byte first.
    mutating func append(bigEndian number: UInt64) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    mutating func append(_ header: RecordHeader) {
        append(bigEndian: header.bits)
    }
}
