import ArgumentParser
import Foundation

/// Writes a provider to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a new provider, its tests and its cassettes, and register it.",
        discussion: """
            Run it in the repository. What it writes is complete: it builds, passes every check, and can be tried against \
            the sandbox before a line of it is changed. Nothing is overwritten.

            Example:
              ratebridge new MoonPower --flatpeak-id prv_000000000000000000000000

            Exit codes: 0 written, 1 it is there already or cannot be written, 2 wrong call.
            """)

    /// How customers sign in.
    enum Auth: String, ExpressibleByArgument, CaseIterable {
        case password, oauth2
    }

    @Argument(help: "The name as a Swift module, such as MoonPower.")
    var name: String

    @Option(help: "The provider's id in FlatPeak's dashboard: prv_ and 24 hexadecimal digits.")
    var flatpeakID: String

    @Option(help: "The name as customers know it (default: the words of NAME).")
    var displayName: String?

    @Option(help: "How customers sign in: with a password in our form, or on the provider's website.")
    var auth = Auth.password

    func run() throws {
        guard flatpeakID.wholeMatch(of: /prv_[0-9a-f]{24}/) != nil else {
            throw WrongCall(
                "'\(flatpeakID.printable)' is no provider's id: copy it from FlatPeak's dashboard, prv_ and 24 of 0-9, a-f"
            )
        }
        let name = try ProviderName(name, display: displayName)
        let root = try Scaffold.root(from: URL(filePath: FileManager.default.currentDirectoryPath))
        let starter = auth == .oauth2 ? Starter.oauth2 : .loginForm
        let scaffold = try Scaffold(name, flatPeakID: flatpeakID, starter: starter, in: root)
        let steps = NextSteps(name: name, flatPeakID: flatpeakID, starter: starter, scaffold: scaffold)
        Console.output.line(steps.before)
        try scaffold.write(to: root)
        format((scaffold.created + scaffold.changed).map(\.path).filter { $0.hasSuffix(".swift") }, root)
        Console.output.line(steps.after)
    }

    /// A longer or a shorter name moves line breaks and the order of imports.
    private func format(_ paths: [String], _ root: URL) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "format", "--in-place"] + paths
        process.currentDirectoryURL = root
        do {
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus == 0 { return }
        } catch {
            // Told below, as when it ends badly.
        }
        Console.errors.line(
            "The files could not be formatted: run swift format --in-place --recursive Sources Tests.\n")
    }
}
