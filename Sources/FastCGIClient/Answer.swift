/// What came back for one request.
package struct Answer: Sendable {
    package var id: UInt16 = 0
    package var output: [UInt8] = []
    /// Other records than output and end, as they came.
    package var others: [Record] = []
    /// The fifth byte of `FCGI_END_REQUEST`.
    package var protocolStatus: UInt8?

    package init() {}

    var lines: [String] { String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init) }

    private var head: ArraySlice<UInt8> {
        let end = Array("\r\n\r\n".utf8)
        let index = output.indices.first { output[$0...].starts(with: end) } ?? output.endIndex
        return output[..<index]
    }

    package var body: [UInt8] { Array(output.dropFirst(head.count + 4)) }
    package var text: String { String(decoding: body, as: UTF8.self) }
    package var status: Int? { self["Status"]?.split(separator: " ").first.flatMap { Int($0) } }
    package var names: [String] { lines.compactMap { $0.split(separator: ":").first.map { $0.lowercased() } } }

    package subscript(name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix("\(name.lowercased()): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}

extension Answer {
    /// Every header line, in order.
    package var fields: [(name: String, value: String)] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
    }
}
