/// Reads a text file whose lines begin with marks: `> ` and `< ` for what was sent and what came back.
package struct MarkedReader {
    private let lines: [Substring]
    private let file: String
    private var index = 0

    package init(text: String, file: String) {
        lines = text.textLines
        self.file = file
    }

    /// The number of the line that was read last, from 1.
    package var line: Int { index }

    /// The lines of a call and of its answer.
    package mutating func exchange() throws(CassetteFault) -> CassetteExchange {
        let start = index + 1
        let call = try call(">")
        let answerStart = index + 1
        let (status, headers, body) = try part("<")
        return CassetteExchange(
            call: call,
            answer: .init(status: try self.status(status, "<", line: answerStart), headers: headers, body: body),
            line: start)
    }

    /// The lines of a call.
    package mutating func call(_ mark: String) throws(CassetteFault) -> CassetteExchange.Call {
        let start = index + 1
        let (first, headers, body) = try part(mark)
        let words = first.split(separator: " ")
        guard words.count == 2, words[1].hasPrefix("/") else {
            throw fault(.format, "'\(first)' is no request line", "write it like '\(mark) GET /path'", line: start)
        }
        return .init(method: String(words[0]), target: String(words[1]), headers: headers, body: body)
    }

    /// A status code.
    package func status(_ text: String, _ mark: String, line: Int) throws(CassetteFault) -> Int {
        guard let status = Int(text), (100...599).contains(status) else {
            throw fault(.format, "'\(text)' is no status", "write it like '\(mark) 200'", line: line)
        }
        return status
    }

    /// The lines with one mark: the first, header fields, body.
    package mutating func part(_ mark: String) throws(CassetteFault) -> (String, [CassetteExchange.Header], String) {
        guard let first = marked(mark) else {
            throw fault(
                .format, "a line that begins with '\(mark)' is due here", "see the format in the documentation",
                line: index + 1)
        }
        var headers: [CassetteExchange.Header] = []
        while let line = marked(mark) {
            if line.isEmpty { return (first, headers, body(mark)) }
            guard let colon = line.firstIndex(of: ":") else {
                throw fault(.format, "'\(line)' is no header field", "write it like '\(mark) name: value'")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(.init(name: line[..<colon].lowercased(), value: String(value)))
        }
        return (first, headers, "")
    }

    private mutating func body(_ mark: String) -> String {
        var lines: [String] = []
        while let line = marked(mark) { lines.append(line) }
        return lines.joined(separator: "\n")
    }

    private mutating func marked(_ mark: String) -> String? {
        guard let line = peek(), line == mark || line.hasPrefix(mark + " ") else { return nil }
        index += 1
        return String(line.dropFirst(mark.count + 1))
    }

    /// Reads a line.
    package mutating func next() -> Substring? {
        defer { index += 1 }
        return peek()
    }

    /// The line that is read next; `nil` at the end.
    package func peek() -> Substring? { index < lines.count ? lines[index] : nil }

    /// The text of a comment line.
    package static func comment(_ line: Substring) -> String {
        String(line.dropFirst(line.hasPrefix("# ") ? 2 : 1))
    }

    /// A fault in the line that was read last, or in another.
    package func fault(_ rule: CassetteFault.Rule, _ problem: String, _ fix: String, line: Int? = nil) -> CassetteFault
    {
        CassetteFault(file, line ?? index, rule, problem, fix: fix)
    }
}
