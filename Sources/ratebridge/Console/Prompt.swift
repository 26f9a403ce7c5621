import Foundation
import ProviderKit

/// Asks the person at the terminal.
struct Prompt: Sendable {
    /// Where the questions are written: standard error, so that standard output stays what it is.
    let console: Console
    /// Whether there is anybody to ask.
    let isAnswered: Bool

    static let terminal = Prompt(console: .errors, isAnswered: isatty(STDIN_FILENO) == 1)

    /// - Throws: `Failure` at the end of the input.
    func ask(_ question: String) throws -> String {
        console.write("\(question): ")
        guard let answer = readLine() else { throw Failure("\nNo answer came; nothing was done.") }
        return answer.trimmingCharacters(in: .whitespaces)
    }

    /// Asks without showing what is typed.
    func askSecretly(_ question: String) throws -> Secret {
        console.write("\(question) (not shown): ")
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { throw Failure("The terminal does not hide what is typed.") }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            console.line()
        }
        guard let answer = readLine() else { throw Failure("No answer came; nothing was done.") }
        return Secret(answer)
    }
}
