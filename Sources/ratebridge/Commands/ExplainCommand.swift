import ArgumentParser

/// Says what a rule is for.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule that a tariff broke: why there is one, and what to do.",
        discussion: """
            Without a rule, lists all of them. Connect's own codes are understood too.

            Example:
              ratebridge explain gap_in_time_period

            Exit codes: 0 explained, 2 there is no such rule.
            """)

    @Argument(
        help: "The rule's code, as `tariff check` and `test` print it.",
        completion: .list(Explanation.all.map(\.code)))
    var rule: String?

    func run() throws {
        guard let rule else {
            let width = (Explanation.all.map(\.code.count).max() ?? 0) + 2
            for explanation in Explanation.all {
                Console.output.line(explanation.code.padded(width) + explanation.title)
            }
            return
        }
        guard let explanation = Explanation.named(rule) else {
            let hint = Explanation.nearest(to: rule).map { "did you mean \($0)?" } ?? "`ratebridge explain` lists them."
            throw WrongCall("There is no rule '\(rule.printable)': \(hint)")
        }
        Console.output.line(explanation.text)
    }
}
