import FoundationEssentials

/// A JSON text is not a tariff: where, why, and what to write instead.
public struct TariffDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the text, such as `data[0].days_and_hours[1].hours[2].valid_to`; empty for the whole.
    public let path: String
    /// What is wrong there.
    public let problem: String
    /// What to do about it.
    public let fix: String

    public init(path: String, problem: String, fix: String) {
        self.path = path
        self.problem = problem
        self.fix = fix
    }

    /// `data[0].months[1]: 'Agu' is not a month (fix: write Aug)`.
    public var description: String { "\(path.isEmpty ? "tariff" : path): \(problem) (fix: \(fix))" }
}
