import ProviderKit

/// Answers what a provider asks for beside the login: from the options, or from the person at the terminal.
struct ExtraAnswers: Sendable {
    let code: String?
    let account: String?
    let prompt: Prompt

    /// Whether a mistyped code can be typed once more.
    var canTypeAgain: Bool { code == nil && prompt.isAnswered }

    /// - Throws: `Failure` that names the option, where nobody can be asked.
    func answer(_ requirement: ExtraRequirement) throws -> ExtraAnswer {
        switch requirement {
        case .noAvailableTariffs:
            throw Failure(
                "The account has no live contract in this direction.",
                fix: "use a test customer with a live contract, or ask for the other one with --direction EXPORT.")
        case .code(let hint):
            return .code(Secret(try code ?? askForCode(hint)))
        case .multipleAvailableTariffs(let choices):
            return .account(try choose(among: choices))
        }
    }

    private func askForCode(_ hint: String?) throws -> String {
        let sent = hint.map { " (sent to \($0.printable))" } ?? ""
        guard prompt.isAnswered else {
            throw Failure("The provider asks for a one-time code\(sent).", fix: "give it with --code CODE.")
        }
        return try prompt.ask("One-time code\(sent)")
    }

    private func choose(among choices: [AccountChoice]) throws -> String {
        if let account { return account }
        let list = choices.enumerated().map { index, choice in
            let more = choice.description.map { "  \($0)" } ?? ""
            return
                "  \(prompt.isAnswered ? "\(index + 1)  " : "")\(choice.id)  \(choice.name)\(more == "  \(choice.id)" ? "" : more)"
                .printable
        }
        let text = "The account has \(choices.count) live contracts:\n\n" + list.joined(separator: "\n")
        guard prompt.isAnswered else { throw Failure(text, fix: "choose one with --account ID.") }
        prompt.console.line("\n\(text)\n")
        while true {
            let answer = try prompt.ask("Which one, 1 to \(choices.count)")
            if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].id }
            if choices.contains(where: { $0.id == answer }) { return answer }
        }
    }
}
