import ProviderKit

/// A check that a provider did not pass.
public struct AcceptanceFailure: Error, Sendable, CustomStringConvertible {
    /// The check.
    public let check: AcceptanceCheck
    /// What was seen, one text for each; never empty. They hold no secret.
    public let problems: [String]

    /// How many problems are told one by one; a fault in one place shows in many calls.
    private static let shown = 6

    /// The check, what was seen, what it means and what to do.
    public var description: String {
        var seen = problems.prefix(Self.shown).map { "  - " + $0.split(separator: "\n").joined(separator: "\n    ") }
        if problems.count > Self.shown { seen.append("  - and \(problems.count - Self.shown) more") }
        return (["\(check)"] + seen + ["  why: \(check.meaning)", "  fix: \(check.fix)"]).joined(separator: "\n")
    }
}

/// Every check that a provider did not pass.
public struct AcceptanceFailures: Error, Sendable, CustomStringConvertible {
    /// The failures; never empty.
    public let failures: [AcceptanceFailure]
    /// How many checks were made.
    public let count: Int

    /// All of them, one after the other.
    public var description: String {
        (["\(failures.count) of \(count) checks failed"] + failures.map(\.description)).joined(separator: "\n")
    }
}

/// What kept a journey from its end, in words for the integrator.
struct Setback: Error, Sendable {
    let text: String
    /// What the provider's code threw, where it threw.
    var error: ProviderError?

    init(_ text: String) { self.text = text }

    init(_ error: ProviderError, during step: String) {
        text = "\(step) threw \(error.caseName): \(error.message)"
        self.error = error
    }
}

extension ProviderError {
    /// The case alone, without its texts.
    var caseName: String { String("\(self)".prefix { $0 != "(" }) }
}
