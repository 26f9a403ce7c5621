import ProviderKit
import TariffChart

/// What a rule's code means.
struct Explanation: Sendable, Equatable {
    let code: String
    let title: String
    let reason: String
    let fix: String

    /// Every code that `tariff check` and `test` print.
    static let all =
        TariffRule.allCases.map { rule in
            Explanation(code: rule.rawValue, title: rule.title, reason: rule.explanation, fix: rule.fix)
        } + [
            Explanation(
                code: FileFault.Kind.unreadableField.code, title: "A field cannot be read",
                reason: "It is missing, misspelt, there twice, null, or of another type than FlatPeak's tariff has it.",
                fix: "write what the message says; leave an optional field out where it has no value"),
            Explanation(
                code: FileFault.Kind.notJSON.code, title: "The file is not JSON",
                reason: "Nothing can be said about the tariff in it before it can be read.",
                fix: "check quotes, commas and brackets at the line and column of the message"),
        ]

    /// Connect's own names for what these rules find (FlatPeak protocol, section 4.4).
    private static let connectNames = [
        "incomplete_time_period": TariffRule.gapInTimePeriod.rawValue,
        "valid_from_invalid": FileFault.Kind.unreadableField.code,
        "valid_to_invalid": FileFault.Kind.unreadableField.code,
    ]

    /// Finds a code however its words are joined; Connect's codes count too.
    static func named(_ text: String) -> Explanation? {
        let code = normalised(text)
        return all.first { $0.code == connectNames[code] ?? code }
    }

    /// The code that a misspelt one most likely means.
    static func nearest(to text: String) -> String? {
        let text = normalised(text)
        let ranked = all.map { (code: $0.code, changes: $0.code.difference(from: text).count) }
        guard let best = ranked.min(by: { $0.changes < $1.changes }) else { return nil }
        return best.changes <= max(2, best.code.count / 2) ? best.code : nil
    }

    private static func normalised(_ text: String) -> String {
        String(text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    }

    var text: String {
        """
        \(code)
          \(title).
          Why:  \(reason)
          Fix:  \(fix.capitalised).
        """
    }
}
