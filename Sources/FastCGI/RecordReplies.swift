/// The records that answer a web server outside of any request of ours.
enum RecordReplies {
    /// How a request that never became one ends (FastCGI 1.0 section 5.5).
    enum ProtocolStatus: UInt64 {
        case complete = 0
        case cannotMultiplex = 1
        case unknownRole = 3
    }

    /// `FCGI_END_REQUEST`.
    static func end(_ requestID: UInt16, _ status: ProtocolStatus) -> [UInt8] {
        var record: [UInt8] = []
        record.append(RecordHeader(kind: RecordKind.end, requestID: requestID, contentLength: 8))
        record.append(bigEndian: status.rawValue << 24)
        return record
    }

    /// `FCGI_UNKNOWN_TYPE`, for a management record that nobody has defined (section 4.2).
    static func unknownType(_ kind: UInt8) -> [UInt8] {
        var record: [UInt8] = []
        record.append(RecordHeader(kind: RecordKind.unknownType, requestID: 0, contentLength: 8))
        record.append(bigEndian: UInt64(kind) << 56)
        return record
    }

    /// `FCGI_GET_VALUES_RESULT` for the variables that the question, the content of `FCGI_GET_VALUES`, names and we know
    /// (section 4.1).
    static func values(for question: [UInt8], capacity: Int) -> [UInt8] {
        let known = ["FCGI_MAX_CONNS": "\(capacity)", "FCGI_MAX_REQS": "\(capacity)", "FCGI_MPXS_CONNS": "0"]
        let asked = Set(names(in: question))
        var content: [UInt8] = []
        for (name, value) in known.sorted(by: { $0.key < $1.key }) where asked.contains(name) {
            content.append(contentsOf: [UInt8(name.utf8.count), UInt8(value.utf8.count)])
            content.append(contentsOf: "\(name)\(value)".utf8)
        }
        var record: [UInt8] = []
        record.append(
            RecordHeader(kind: RecordKind.getValuesResult, requestID: 0, contentLength: content.count))
        return record + content
    }

    /// The names of the pairs whose lengths fit in a byte each; the ones we know do.
    private static func names(in pairs: [UInt8]) -> [String] {
        var names: [String] = []
        var rest = pairs[...]
        while rest.count >= 2, rest[rest.startIndex] < 0x80, rest[rest.startIndex + 1] < 0x80 {
            let name = Int(rest[rest.startIndex])
            let value = Int(rest[rest.startIndex + 1])
            names.append(String(decoding: rest.dropFirst(2).prefix(name), as: UTF8.self))
            rest = rest.dropFirst(2 + name + value)
        }
        return names
    }
}
