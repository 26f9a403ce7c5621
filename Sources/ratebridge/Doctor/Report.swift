import Foundation

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
        let indent = String(repeating: " ", count: 18)
        let width = max(terminal.width - 18, 40)
        var text = "  \(shown) \(finding.check.padded(14))" + finding.seen.printable.wrapped(width, indent: indent)
        if let fix = finding.fix { text += "\n\(indent)Fix: " + fix.printable.wrapped(width - 5, indent: indent) }
        return text
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
