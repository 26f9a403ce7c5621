import ArgumentParser
import Foundation
import ProviderKit
import Providers
import TariffChart

/// The guide's console test.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Sign a test customer in, read the tariff, convert it, check it, draw it.",
        usage: "ratebridge test [<provider>] [<options>]",
        discussion: """
            The login comes from TEST_CUSTOMER_USER and TEST_CUSTOMER_PASSWORD, in the environment or in .env; what is \
            not set is asked for. Nothing secret is printed.

            A provider with OAuth2 prints an address to open in a browser instead, and goes on when the browser comes \
            back to http://127.0.0.1 (--callback-port).

            Example, without an account anywhere:
              ratebridge sandbox &
              export LUNAR_ENERGY_API_URL=http://localhost:8090/lunar
              export TEST_CUSTOMER_USER=ada@lunar.example
              export TEST_CUSTOMER_PASSWORD=moonlight
              ratebridge test lunar-energy

            Exit codes: 0 the tariff keeps every rule, 1 it does not or a step failed, 2 wrong call or setting.
            """)

    @Argument(help: "The provider (default: the variable PROVIDER).", completion: .list(Providers.profiles.map(\.slug)))
    var provider: String?

    @Option(
        help: "IMPORT, what the customer buys, or EXPORT, what they sell (default: IMPORT).",
        completion: .list(["IMPORT", "EXPORT"]), transform: Self.direction)
    var direction = Tariff.Direction.import

    @Option(help: "Read this contract: the reference that an earlier test printed.")
    var reference: String?

    @Option(help: "The one-time code, where nobody can be asked.")
    var code: String?

    @Option(help: "The id of the contract to choose, where nobody can be asked.")
    var account: String?

    @Option(help: "The port of this machine that a sign-in with OAuth2 comes back to; 0 takes a free one.")
    var callbackPort = 0

    @Option(help: "Seconds that the calls of a step may take together.")
    var timeout = 50

    @Option(help: "A file of settings to read instead of .env.", completion: .file())
    var envFile: String?

    @Flag(help: "Print the tariff as JSON on standard output, and everything else on standard error.")
    var json = false

    @OptionGroup var picture: PictureOptions

    func run() async throws {
        var environment = EnvironmentVariables(ProcessInfo.processInfo.environment)
        try environment.addFile(envFile ?? ".env", isOptional: envFile == nil)
        try await test(Providers.type(provider ?? environment["PROVIDER"] ?? Providers.standard), environment)
    }

    private func test<P: Provider>(_ type: P.Type, _ environment: EnvironmentVariables) async throws {
        let provider = try P(settings: ProviderSettings(P.profile, values: environment.values))
        let credentials = try TestCredentials(profile: P.profile, environment: environment).read(asking: .terminal)
        let console = json ? Console.errors : .output
        console.line(heading(P.profile, environment))
        let transport = NetworkTransport(caFile: environment["CA_FILE"])
        let test = ConsoleTest(
            provider: provider, transport: transport, direction: direction, reference: reference,
            timeout: .seconds(timeout), steps: Steps(console: console),
            answers: ExtraAnswers(code: code, account: account, prompt: .terminal))
        let result: Result<Tariff, any Error>
        do {
            let tokens = try await tokens(for: provider, steps: test.steps) { test.context() }
            result = .success(try await test.run(credentials, tokens: tokens))
        } catch { result = .failure(error) }
        await transport.shutdown()
        do {
            try report(try result.get(), on: console)
        } catch let error as ProviderError {
            throw Failure(error.message, fix: error.advice(for: P.profile))
        }
    }

    /// What a sign-in in a browser leads to, for a provider that has one; the person has ten minutes.
    private func tokens(
        for provider: some Provider, steps: Steps, in context: () -> ProviderContext
    ) async throws -> OAuth2Tokens? {
        guard let client = (provider as? any OAuth2Provider)?.oauth2 else { return nil }
        let signIn = SignInElsewhere(client: client, port: callbackPort, patience: .seconds(600), steps: steps)
        return try await signIn.tokens(in: context)
    }

    private func report(_ tariff: Tariff, on console: Console) throws {
        let violations = tariff.violations(now: Date())
        let rules = violations.count == 1 ? "1 rule is broken" : "\(violations.count) rules are broken"
        let verdict = violations.isEmpty ? "every rule is kept" : rules
        console.line("  \(violations.isEmpty ? "✓" : "✗") \("check".padded(12))          \(verdict)\n")
        if json {
            Console.output.line(try Self.text(of: tariff))
            try picture.write(TariffPicture(tariff))
        } else {
            try picture.show(tariff, on: console)
        }
        guard violations.isEmpty else {
            for violation in violations { console.line("\n✗ \(violation.description.printable)") }
            console.line("\nMore about a rule: ratebridge explain \(violations[0].rule.rawValue)")
            throw ExitCode(1)
        }
    }

    private func heading(_ profile: ProviderProfile, _ environment: EnvironmentVariables) -> String {
        let name = "\(profile.variablePrefix)API_URL"
        return "\(profile.displayName) (\(profile.slug))" + (environment[name].map { " at \($0.printable)" } ?? "")
    }

    private static func text(of tariff: Tariff) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(tariff), as: UTF8.self)
    }

    private static func direction(_ text: String) throws -> Tariff.Direction {
        guard let direction = Tariff.Direction(rawValue: text.uppercased()) else {
            throw ValidationError("'\(text)' is no direction: write IMPORT or EXPORT")
        }
        return direction
    }
}
