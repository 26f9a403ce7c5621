import ProviderKit

/// A fault of a tariff's file, and where it is.
struct FileFault: Sendable, Hashable {
    /// What kind of fault it is.
    enum Kind: Sendable, Hashable {
        case notJSON
        case unreadableField
        case broken(TariffRule)

        /// The code that `ratebridge explain` explains.
        var code: String {
            switch self {
            case .notJSON: "not_json"
            case .unreadableField: "unreadable_field"
            case .broken(let rule): rule.rawValue
            }
        }
    }

    let position: JSONSourceMap.Position
    let kind: Kind
    let message: String
    let fix: String

    init(_ position: JSONSourceMap.Position, _ kind: Kind, _ message: String, _ fix: String) {
        (self.position, self.kind, self.message, self.fix) = (position, kind, message, fix)
    }

    /// `tariff.json:12:9: gap_in_time_period: 07:30:00 to 08:00:00 has no price (fix: …)`.
    func line(in file: String) -> String {
        "\(file):\(position.line):\(position.column): \(kind.code): \(message) (fix: \(fix))".printable
    }
}
