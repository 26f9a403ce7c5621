import FoundationEssentials
import ProviderKit
import ProviderTesting

extension ReplayFile {
    /// The file's text.
    public var text: String {
        var lines = ["ratebridge-replay \(Self.version) \(Self.text(clock))"]
        lines += comments.map { $0.isEmpty ? "#" : "# \($0)" }
        lines += settings.map { "set \($0.name)=\($0.value)" }
        for step in steps {
            lines.append("")
            if let clock = step.clock { lines.append("clock \(Self.text(clock))") }
            if let keeps = step.keepsCookies { lines.append("cookies \(keeps ? "kept" : "blocked")") }
            lines += Cassette.marked(">>", step.request.lines)
            for exchange in step.exchanges {
                lines += Cassette.marked(">", exchange.call.lines) + Cassette.marked("<", exchange.answer.lines)
            }
            lines += Cassette.marked("<<", step.answer.lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ date: Date) -> String { RFC3339.string(from: date) ?? "0000-01-01T00:00:00Z" }
}
