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
        var reader = MarkedReader(text: text, file: file)
        self = try reader.cassette()
    }
}

extension MarkedReader {
    fileprivate mutating func cassette() throws(CassetteFault) -> Cassette {
        guard next() == "ratebridge-cassette \(Cassette.version)" else {
            throw fault(.format, "the first line is not 'ratebridge-cassette \(Cassette.version)'", "record it anew")
        }
        guard let clock = next(), clock.hasPrefix("clock: "), let date = RFC3339.date(from: String(clock.dropFirst(7)))
        else { throw fault(.format, "the second line is no clock", "write it like 'clock: 2026-06-15T11:00:00Z'") }
        var cassette = Cassette(clock: date)
        var isRepeatable = false
        while let line = peek() {
            if line.isEmpty || line.hasPrefix("#") {
                _ = next()
                if cassette.exchanges.isEmpty, line.hasPrefix("#") { cassette.comments.append(Self.comment(line)) }
            } else if line == "repeatable" {
                isRepeatable = true
                _ = next()
            } else {
                var exchange = try exchange()
                exchange.isRepeatable = isRepeatable
                isRepeatable = false
                cassette.exchanges.append(exchange)
            }
        }
        return cassette
    }
}
