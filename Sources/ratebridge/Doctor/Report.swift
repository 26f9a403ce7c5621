import Foundation
import TariffChart

/// What doctor says.
enum Report {
    /// A finding as a line, with its fix below.
    static func text(_ finding: Finding, on terminal: Terminal) -> String {
        let (mark, colour) =
            switch finding.state {
            case .ok: ("✓", 32)
            case .warning: ("!", 33)
            case .fault: ("✗", 31)
            }
        let shown = terminal.colour == .none ? mark : "\u{1B}[\(colour)m\(mark)\u{1B}[0m"
        var text = "  \(shown) \(finding.check.padded(14))" + column(finding.seen, terminal)
        if let fix = finding.fix { text += "\n\(indent)" + column("Fix: \(fix)", terminal) }
        return text
    }

    private static let indent = String(repeating: " ", count: 18)

    /// Text to the right of the marks and names.
    private static func column(_ text: String, _ terminal: Terminal) -> String {
        let whole = String(repeating: "-", count: indent.count) + text.printable
        return String(whole.wrapped(max(terminal.width, 60), indent: indent).dropFirst(indent.count))
    }

    /// The last line.
    static func summary(_ findings: [Finding]) -> String {
        let faults = findings.filter { $0.state == .fault }.count
        let warnings = findings.filter { $0.state == .warning }.count
        if faults + warnings == 0 { return "Nothing is wrong." }
        let words = [(faults, "fault"), (warnings, "warning")].filter { $0.0 > 0 }
        return words.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ") + "."
    }

    /// For monitoring.
    static func json(_ findings: [Finding]) throws -> String {
        struct Whole: Encodable {
            let state: Finding.State
            let findings: [Finding]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let whole = Whole(state: worst(findings), findings: findings)
        return String(decoding: try encoder.encode(whole), as: UTF8.self)
    }

    static func worst(_ findings: [Finding]) -> Finding.State { findings.map(\.state).max() ?? .ok }
}
