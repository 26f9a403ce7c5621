import FoundationEssentials
import ProviderKit

extension Cassette {
    /// The file's text.
    public var text: String {
        var lines = [
            "ratebridge-cassette \(Self.version)", "clock: \(RFC3339.string(from: clock) ?? "0000-01-01T00:00:00Z")",
        ]
        lines += comments.map { $0.isEmpty ? "#" : "# \($0)" }
        for exchange in exchanges {
            lines.append("")
            if exchange.isRepeatable { lines.append("repeatable") }
            lines += Self.marked(">", exchange.call.lines)
            lines += Self.marked("<", exchange.answer.lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package static func marked(_ mark: String, _ lines: [String]) -> [String] {
        lines.map { $0.isEmpty ? mark : "\(mark) \($0)" }
    }
}

extension CassetteExchange.Call {
    /// The call without its marks.
    package var lines: [String] { ["\(method) \(target)"] + CassetteExchange.lines(headers, body) }
}

extension CassetteExchange.Answer {
    /// The answer without its marks.
    package var lines: [String] { ["\(status)"] + CassetteExchange.lines(headers, body) }
}

extension CassetteExchange {
    fileprivate static func lines(_ headers: [Header], _ body: String) -> [String] {
        let fields = headers.map { "\($0.name): \($0.value)" }
        guard !body.isEmpty else { return fields }
        return fields + [""] + body.textLines.map(String.init)
    }
}
