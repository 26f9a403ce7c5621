import ArgumentParser
import ConnectFlow
import Foundation
import ProviderKit
import Providers

/// The secret that seals sessions and stored tokens.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make and change APP_SECRET, and look at what it sealed.",
        discussion: """
            Examples:
              ratebridge keys generate
              ratebridge keys rotate
              ratebridge keys inspect < cookie.txt
            """,
        subcommands: [Generate.self, Rotate.self, Inspect.self])

    /// A new one.
    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a new APP_SECRET: 256 random bits.",
            discussion: """
                Example:
                  (umask 077; echo "APP_SECRET=$(ratebridge keys generate)" >> .env)

                Exit codes: 0.
                """)

        func run() { Console.output.line(KeyFile.newSecret()) }
    }

    /// A new one in a file, with the former one kept.
    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a new APP_SECRET into .env, and keep the present one to open what it sealed.",
            discussion: """
                The present secret moves to the front of APP_SECRET_PREVIOUS. Everything else in the file stays as it is, and \
                so do its mode and owner; it is replaced as a whole. No secret is printed.

                Example:
                  ratebridge keys rotate --env-file /etc/ratebridge/env

                Exit codes: 0 the file has a new secret, 1 nothing was changed, 2 wrong call or setting.
                """)

        @Option(help: "The file of settings to change.", completion: .file())
        var envFile = ".env"

        func run() throws {
            let change = try KeyFile(envFile).rotate()
            Console.output.line(change.report(envFile))
            if ProcessInfo.processInfo.environment["APP_SECRET"]?.isEmpty == false {
                Console.errors.line(
                    "\nAPP_SECRET is set in this environment, and the environment wins over \(envFile): change it there."
                )
            }
        }
    }

    /// Kind, key, age and size of what was sealed.
    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say of a cookie or a sealed text which key it is under, how old it is and how large.",
            discussion: """
                Reads standard input: a Cookie or Set-Cookie line, name=value, or a stored text that begins with v1. A \
                session opens only together with its cookie's name. What is inside is never shown.

                Example:
                  ratebridge keys inspect < cookie.txt

                Exit codes: 0 all of it can be used, 1 something cannot or there is none, 2 wrong call or setting.
                """)

        @Option(help: "A file of settings to read instead of .env.", completion: .file())
        var envFile: String?

        func run() throws {
            var environment = EnvironmentVariables(ProcessInfo.processInfo.environment)
            try environment.addFile(envFile ?? ".env", isOptional: envFile == nil)
            let keys = try SessionKeys(environment)
            let prompt = Prompt.terminal
            let text =
                prompt.isAnswered
                ? try prompt.askSecretly("A cookie or a sealed text").reveal()
                : String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
            let pieces = SealedInput(text).pieces
            guard !pieces.isEmpty else {
                throw Failure(
                    "Nothing sealed was found on standard input.",
                    fix: "send a Cookie line, name=value as a browser shows it, or a text that begins with v1.")
            }
            var isAllUsable = true
            for (number, piece) in pieces.enumerated() {
                if number > 0 { Console.output.line() }
                let report = KeyReport(piece, keys, now: Date())
                Console.output.line(report.text)
                isAllUsable = isAllUsable && report.isUsable
            }
            if !isAllUsable { throw ExitCode(1) }
        }
    }
}
