import ArgumentParser
import Foundation
import ProviderKit

/// The command line: what an integrator and an operator need beside the responder.
struct Ratebridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratebridge",
        abstract: "Connects energy tariffs to FlatPeak: tools for integrators and operators.",
        discussion: """
            Everything on this machine, in a checkout:
              ratebridge up

            A new provider in an afternoon:
              ratebridge new MoonPower --flatpeak-id prv_000000000000000000000000
              ratebridge sandbox             in a second terminal; prints what to set
              ratebridge test moon-power     the console test
              ratebridge token               the browser test: prints what to open

            Completions, for bash, zsh or fish:
              ratebridge --generate-completion-script bash > ratebridge.bash
              . ./ratebridge.bash

            NO_COLOR takes the colours away.

            Exit codes: 0 all is well, 1 something is wrong with what was looked at, 2 the command was called wrongly.
            """,
        version: "0.1.0",
        subcommands: [
            UpCommand.self, TestCommand.self, TariffCommand.self, ExplainCommand.self, NewCommand.self,
            TokenCommand.self, SandboxCommand.self, RecordCommand.self, ReplayCommand.self, KeysCommand.self,
            DeployCommand.self, DoctorCommand.self,
        ])
}

/// Runs the command line with the exit codes that the help promises.
@main
enum Main {
    static func main() async {
        do {
            var command = try Ratebridge.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// ArgumentParser's own code for a wrong call is 64; shells and CI expect 2.
    static func code(for error: any Error) -> Int32 {
        if error is ConfigurationFault || error is WrongCall { return 2 }
        let code = Ratebridge.exitCode(for: error)
        return code == .validationFailure ? 2 : code.rawValue
    }

    private static func end(with error: any Error) -> Never {
        let code = code(for: error)
        let message = Ratebridge.fullMessage(for: error)
        if !message.isEmpty { (code == 0 ? Console.output : Console.errors).line(message) }
        exit(code)
    }
}
