import ArgumentParser
import Foundation
import ProviderKit
import Providers

/// FlatPeak's guide: account id and API key → bearer token → connect token → provider → the address to open.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a connect token for a test session, and print the address to open.",
        discussion: """
            Reads FLATPEAK_ACCOUNT_ID, FLATPEAK_API_KEY, FLATPEAK_API_URL, CONNECT_API_URL and PROVIDER from the environment \
            or .env.

            Example:
              ratebridge token --callback-uri https://app.example/connected

            Exit codes: 0 the address is printed, 1 FlatPeak said no, 2 wrong call or setting.
            """)

    @Option(help: "Where FlatPeak reports the end of the session.")
    var callbackURI = "http://localhost/callback"

    @Option(help: "Where the customer is sent afterwards: the app's page, or a deep link.")
    var connectWebURI: String?

    @Option(
        help: "IMPORT, what the customer buys, or EXPORT, what they sell.", completion: .list(["IMPORT", "EXPORT"]))
    var direction = "IMPORT"

    @Option(help: "A file of settings to read instead of .env.", completion: .file())
    var envFile: String?

    @Flag(help: "Print the address alone.")
    var quiet = false

    func run() async throws {
        var environment = EnvironmentVariables(ProcessInfo.processInfo.environment)
        try environment.addFile(envFile ?? ".env", isOptional: envFile == nil)
        let slug = environment["PROVIDER"] ?? Providers.standard
        guard let profile = Providers.profiles.first(where: { $0.slug == slug }) else {
            throw WrongCall("there is no provider '\(slug)'; one of: \(Providers.profiles.map(\.slug))")
        }
        let transport = NetworkTransport(caFile: environment["CA_FILE"])
        let address: Result<String, any Error> = await Steps(console: .errors).during("asking FlatPeak") {
            do {
                let flatPeak = try FlatPeakClient(environment: environment, transport: transport)
                let token = try await flatPeak.connectToken(
                    callbackURI: callbackURI, connectWebURI: connectWebURI, direction: direction)
                return .success(try await flatPeak.selectProvider(profile.flatPeakID, token: token))
            } catch { return .failure(error) }
        }
        await transport.shutdown()
        let text = try address.get()
        print(quiet ? text : "Open this to connect \(profile.displayName):\n\n  \(text)\n")
    }
}
