import FoundationEssentials
import ProviderKit
public import ProviderTesting

extension ReplayFile {
    /// Reads a file.
    ///
    /// - Throws: ``CassetteFault`` with the line.
    public init(path: String) throws(CassetteFault) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CassetteFault(
                path, 0, .unreadable, "there is no such file, or it cannot be read", fix: "check the path")
        }
        try self.init(text: String(decoding: data, as: UTF8.self), path: path)
    }

    /// Reads a file's text.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - path: its name, for errors.
    /// - Throws: ``CassetteFault`` with the line.
    public init(text: String, path: String = "journey.replay") throws(CassetteFault) {
        var reader = MarkedReader(text: text, file: path)
        let words = (reader.next() ?? "").split(separator: " ")
        guard words.count == 3, words[0] == "ratebridge-replay", words[1] == "\(Self.version)",
            let clock = RFC3339.date(from: String(words[2]))
        else {
            throw reader.fault(
                .format, "the first line is no 'ratebridge-replay \(Self.version)' with a time",
                "write it like 'ratebridge-replay \(Self.version) 2026-03-14T10:00:00Z'")
        }
        self.init(path: path, clock: clock)
        var next = ReplayStep.Setup()
        while let line = reader.peek() {
            if line.hasPrefix(">>") {
                steps.append(try reader.step(after: next))
                next = ReplayStep.Setup()
                continue
            }
            _ = reader.next()
            if line.isEmpty { continue }
            if line.hasPrefix("#") {
                if settings.isEmpty, steps.isEmpty { comments.append(MarkedReader.comment(line)) }
            } else if line.hasPrefix("set ") {
                guard steps.isEmpty else {
                    throw reader.fault(.format, "a setting stands behind a request", "put it above the first '>>'")
                }
                settings.append(try reader.setting(line))
            } else if line.hasPrefix("clock ") {
                guard let date = RFC3339.date(from: String(line.dropFirst(6))) else {
                    throw reader.fault(.format, "that is no time", "write it like 'clock 2026-03-14T11:00:00Z'")
                }
                next.clock = date
            } else if line == "cookies blocked" || line == "cookies kept" {
                next.keepsCookies = line == "cookies kept"
            } else {
                throw reader.fault(
                    .format, "'\(line.prefix(40))' is none of >>, set, clock, cookies, #",
                    "begin a request with '>> GET /path'; its calls and its answer follow without a gap")
            }
        }
        guard !steps.isEmpty else {
            throw reader.fault(.format, "there is no request", "write one like '>> GET /?fp_cot={{secret:fp_cot}}'")
        }
    }
}

extension ReplayStep {
    /// What was said before a request.
    fileprivate struct Setup {
        var clock: Date?
        var keepsCookies: Bool?
    }
}

extension MarkedReader {
    fileprivate mutating func step(after setup: ReplayStep.Setup) throws(CassetteFault) -> ReplayStep {
        let start = line + 1
        let request = try call(">>")
        var exchanges: [CassetteExchange] = []
        while let next = peek(), next.hasPrefix("> ") || next.hasPrefix("#") {
            if next.hasPrefix("#") { _ = self.next() } else { exchanges.append(try exchange()) }
        }
        let answerStart = line + 1
        let (status, headers, body) = try part("<<")
        let answer = CassetteExchange.Answer(
            status: try self.status(status, "<<", line: answerStart), headers: headers, body: body)
        var step = ReplayStep(
            line: start, request: request, exchanges: exchanges, answer: answer, answerLine: answerStart)
        (step.clock, step.keepsCookies) = (setup.clock, setup.keepsCookies)
        return step
    }

    fileprivate func setting(_ line: Substring) throws(CassetteFault) -> ReplayFile.Setting {
        let halves = line.dropFirst(4).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty else {
            throw fault(.format, "that is no setting", "write it like 'set PROVIDER=lunar-energy'")
        }
        return .init(name: String(halves[0]), value: String(halves[1]))
    }
}
