import HTTPTypes

@testable import FastCGI

extension FuzzTarget {
    /// CGI's `NAME=value` strings, each ended by a NUL: what a server vouches for is not overridden by a header field, and no
    /// field of an answer ends its line early.
    static let parameters = FuzzTarget(name: "parameters") { bytes in
        let limit = 256
        var reader = ParameterReader(headLimit: limit)
        var entries = bytes.split(separator: 0).prefix(64).map { Array($0) }
        for entry in entries {
            (entry + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer { text in
                if let start = text.baseAddress { reader.read(start) }
            }
        }
        guard let request = reader.request() else { return }
        entries.removeAll { $0.starts(with: "HTTP_".utf8) || !$0.contains(UInt8(ascii: "=")) }
        let names = entries.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self) }
        try require(request.parameters.names == names, "parameters are kept in order, header fields apart")
        // swift-http-types makes blanks of what could end a line.
        if let target = request.parameters["REQUEST_URI"], target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            try require(request.head.path == target, "the target is as the customer sent it")
        }
        let fields = request.head.headerFields
        try require(
            fields.allSatisfy { $0.name.canonicalName != "proxy" && $0.name.canonicalName != "host" },
            "no field that another meaning stands for")
        let size = fields.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
        try require(reader.headBytes > limit || size <= limit + 2048, "fields stay within the limit")
        try checkAnswer(fields)
    }

    /// An answer that repeats what came in.
    private static func checkAnswer(_ fields: HTTPFields) throws {
        var response = Response.text(.ok, "x")
        let own = response.head.headerFields.count
        for field in fields { response.head.headerFields.append(field) }
        let kept = fields.filter { $0.name != .contentLength && $0.name.canonicalName != "status" }.count
        let head = response.cgiHead(answering: .get)
        let lines = head.split(separator: 0x0A, omittingEmptySubsequences: false)
        // Status, length, the empty line, and nothing behind its end.
        try require(lines.count == own + kept + 4 && lines.suffix(2).map(\.count) == [1, 0], "a line a field")
        try require(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count { $0 == 0x0D } == 1 }, "whole lines")
    }
}
