import FoundationEssentials
import ProviderKit

extension Cassette {
    /// Reads a file.
    ///
    /// - Throws: ``CassetteFault`` with the line.
    public init(file: String) throws(CassetteFault) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CassetteFault(
                file, 0, .unreadable, "there is no such file, or it cannot be read",
                fix: "record it: see ProviderAcceptance.record")
        }
        try self.init(text: String(decoding: data, as: UTF8.self), file: file)
    }

    /// Reads a file's text.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name, for errors.
    /// - Throws: ``CassetteFault`` with the line.
    public init(text: String, file: String = "cassette") throws(CassetteFault) {
        var reader = CassetteReader(text: text, file: file)
        self = try reader.cassette()
    }
}

/// Reads a cassette line by line.
private struct CassetteReader {
    private let lines: [Substring]
    private let file: String
    private var index = 0

    init(text: String, file: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.file = file
    }

    mutating func cassette() throws(CassetteFault) -> Cassette {
        guard next() == "ratebridge-cassette \(Cassette.version)" else {
            throw fault(.format, "the first line is not 'ratebridge-cassette \(Cassette.version)'", "record it anew")
        }
        guard let clock = next(), clock.hasPrefix("clock: "), let date = RFC3339.date(from: String(clock.dropFirst(7)))
        else { throw fault(.format, "the second line is no clock", "write it like 'clock: 2026-06-15T11:00:00Z'") }
        var cassette = Cassette(clock: date)
        var isRepeatable = false
        while let line = peek() {
            if line.isEmpty || line.hasPrefix("#") {
                index += 1
                if cassette.exchanges.isEmpty, line.hasPrefix("#") {
                    cassette.comments.append(String(line.dropFirst(line.hasPrefix("# ") ? 2 : 1)))
                }
            } else if line == "repeatable" {
                isRepeatable = true
                index += 1
            } else {
                var exchange = try exchange()
                exchange.isRepeatable = isRepeatable
                isRepeatable = false
                cassette.exchanges.append(exchange)
            }
        }
        return cassette
    }

    private mutating func exchange() throws(CassetteFault) -> CassetteExchange {
        let start = index + 1
        let (first, headers, body) = try part(">")
        let words = first.split(separator: " ")
        guard words.count == 2, words[1].hasPrefix("/") else {
            throw fault(.format, "'\(first)' is no request line", "write it like '> GET /path'", line: start)
        }
        let answerStart = index + 1
        let (status, answerHeaders, answerBody) = try part("<")
        guard let status = Int(status), (100...599).contains(status) else {
            throw fault(.format, "'\(status)' is no status", "write it like '< 200'", line: answerStart)
        }
        return CassetteExchange(
            call: .init(method: String(words[0]), target: String(words[1]), headers: headers, body: body),
            answer: .init(status: status, headers: answerHeaders, body: answerBody), line: start)
    }

    /// The lines with one mark: the first, header fields, body.
    private mutating func part(_ mark: String) throws(CassetteFault) -> (String, [CassetteExchange.Header], String) {
        guard let first = marked(mark) else {
            throw fault(
                .format, "a line that begins with '\(mark)' is due here", "see the format of Cassette", line: index + 1)
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

    private mutating func next() -> Substring? {
        defer { index += 1 }
        return peek()
    }

    private func peek() -> Substring? { index < lines.count ? lines[index] : nil }

    private func fault(_ rule: CassetteFault.Rule, _ problem: String, _ fix: String, line: Int? = nil) -> CassetteFault
    {
        CassetteFault(file, line ?? index, rule, problem, fix: fix)
    }
}
