import Testing

/// What came back for one request.
struct Answer: Sendable, CustomTestStringConvertible {
    var id: UInt16 = 0
    var output: [UInt8] = []
    /// Other records than output and end, as they came.
    var others: [Record] = []
    /// The fifth byte of `FCGI_END_REQUEST`.
    var protocolStatus: UInt8?

    var testDescription: String { "\(String(decoding: output.prefix(300), as: UTF8.self)) (\(output.count) bytes)" }

    private var lines: [String] { String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init) }

    private var head: ArraySlice<UInt8> {
        let end = Array("\r\n\r\n".utf8)
        let index = output.indices.first { output[$0...].starts(with: end) } ?? output.endIndex
        return output[..<index]
    }

    var body: [UInt8] { Array(output.dropFirst(head.count + 4)) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var status: Int? { self["Status"]?.split(separator: " ").first.flatMap { Int($0) } }
    var names: [String] { lines.compactMap { $0.split(separator: ":").first.map { $0.lowercased() } } }

    subscript(name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix("\(name.lowercased()): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}
