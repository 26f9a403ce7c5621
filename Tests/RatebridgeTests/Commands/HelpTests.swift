import Foundation
import Testing

/// The help texts as they are printed, so that a change of them is seen in review.
///
/// To take new texts over: `RECORD=1 swift test --filter HelpTests`.
@Suite struct HelpTests {
    static let commands = [
        [], ["test"], ["tariff"], ["tariff", "check"], ["tariff", "show"], ["explain"], ["new"], ["token"], ["sandbox"],
        ["replay"], ["record"], ["keys"], ["keys", "generate"], ["keys", "rotate"], ["keys", "inspect"], ["deploy"],
        ["doctor"], ["up"],
    ]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Help")

    @Test(arguments: commands) func theHelpIsTheOneThatWasReviewed(command: [String]) async throws {
        let run = try await Run(command + ["--help"], environment: ["COLUMNS": "80"])
        let file = Self.folder.appending(path: (["ratebridge"] + command).joined(separator: "-") + ".txt")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(run.output.utf8).write(to: file)
        }
        #expect(try run.code == 0 && run.output == String(contentsOf: file, encoding: .utf8))
    }

    @Test(arguments: commands.filter { !$0.isEmpty }) func theHelpHasAnExample(command: [String]) async throws {
        #expect(try await Run(command + ["--help"]).output.contains("Example"))
    }

    @Test func theVersionIsPrinted() async throws {
        #expect(try await Run("--version").output.contains("."))
    }
}
