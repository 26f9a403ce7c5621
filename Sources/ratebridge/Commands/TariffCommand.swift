import ArgumentParser
import Foundation
import ProviderKit

/// Looks at tariffs in files.
struct TariffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariff",
        abstract: "Check or draw a tariff that is in a file.",
        discussion: """
            Both of FlatPeak's forms are read: the tariff of /api/tariff_plan (alone, or inside {"tariff": …}) and the \
            tariff element with a schedule.

            Examples:
              ratebridge tariff check tariff.json
              ratebridge test --json | ratebridge tariff show -
            """,
        subcommands: [Check.self, Show.self])

    /// Names every broken rule.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every broken rule of a tariff, with its line, column and fix.",
            discussion: """
                Each line reads FILE:LINE:COLUMN: RULE: MESSAGE (fix: …), which editors and CI understand; \
                `ratebridge explain RULE` says more.

                Example:
                  ratebridge tariff check tariff.json

                Exit codes: 0 no rule is broken, 1 one is or the file cannot be read, 2 wrong call.
                """)

        @Argument(help: "The tariff's file; - is standard input.", completion: .file(extensions: ["json"]))
        var file: String

        @Option(
            help: "The time to check expiry dates against, such as 2026-11-23T00:00:00Z (default: now).",
            transform: Self.instant)
        var at: Date?

        func run() throws {
            let file = try TariffFile(path: file)
            let faults = file.contents(now: at ?? Date()).faults
            for fault in faults { Console.output.line(fault.line(in: file.name)) }
            guard faults.isEmpty else { throw ExitCode(1) }
            Console.errors.line("\(file.name): every rule is kept")
        }

        private static func instant(_ text: String) throws -> Date {
            guard let date = RFC3339.date(from: text) else {
                throw ValidationError("'\(text)' is no instant; write it like 2026-11-23T00:00:00Z")
            }
            return date
        }
    }

    /// Draws it.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a tariff as a week by hours.",
            discussion: """
                Example:
                  ratebridge tariff show tariff.json --svg tariff.svg

                Exit codes: 0 it was drawn, 1 the file holds no tariff, 2 wrong call. A tariff that breaks a rule is drawn \
                as far as it goes; `tariff check` names the rules.
                """)

        @Argument(help: "The tariff's file; - is standard input.", completion: .file(extensions: ["json"]))
        var file: String

        @OptionGroup var picture: PictureOptions

        func run() throws {
            let file = try TariffFile(path: file)
            let contents = file.contents(now: Date())
            guard let tariff = contents.tariff else {
                for fault in contents.faults { Console.errors.line(fault.line(in: file.name)) }
                throw ExitCode(1)
            }
            try picture.show(tariff, on: .output)
            let count = contents.faults.count
            if count > 0 {
                let rules = count == 1 ? "A rule is broken" : "\(count) rules are broken"
                Console.errors.line("\n\(rules): ratebridge tariff check \(file.name)")
            }
        }
    }
}
