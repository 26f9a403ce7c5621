import ArgumentParser
import Foundation
import Logging
import ProviderKit
import Providers
import Sandbox

/// Runs FlatPeak, Connect, the app and the providers' sites on this machine.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Simulate FlatPeak, Connect, the customer's app and the providers, on loopback.",
        discussion: """
            Nothing leaves this machine, and no account is needed. Everything is in memory. The desk at /desk/ shows what \
            goes on, and makes Connect or a provider fail.

            Example:
              ratebridge sandbox --port 8090 --integration-url http://localhost:8080

            Exit codes: 0 stopped, 1 it could not start, 2 wrong call.
            """)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8090

    @Option(help: "Where the integration that is tried out answers, mount path included.")
    var integrationURL = "http://localhost:8080"

    @Option(help: "The bearer token that FlatPeak sends to /api/tariff_plan.")
    var tariffPlanToken: String?

    @Option(help: "Seconds that the login of a load-<n> customer takes.")
    var loadDelay = 2.0

    @Option(help: "Write the port into this file once it answers.", completion: .file())
    var portFile: String?

    @Option(
        help: "The provider that the desk is about (default: the variable PROVIDER).",
        completion: .list(Providers.profiles.map(\.slug)))
    var provider: String?

    @Option(help: "The file that the responder's log (LOG_FORMAT=json) goes to, for the desk.", completion: .file())
    var responderLog: String?

    func run() async throws {
        var configuration = Sandbox.Configuration()
        configuration.port = port
        configuration.integrationURL = integrationURL
        configuration.tariffPlanToken = tariffPlanToken
        configuration.loadDelay = loadDelay
        configuration.providers = Providers.profiles
        configuration.responderLog = responderLog
        let slug =
            provider ?? EnvironmentVariables(ProcessInfo.processInfo.environment)["PROVIDER"] ?? Providers.standard
        let profile = try Providers.known(slug)
        configuration.deskProvider = profile.slug
        configuration.deskCommands = { DeskCommands(sandboxURL: $0, profile: profile).all }
        configuration.logger.logLevel = .warning
        let portFile = portFile
        try await Sandbox(configuration: configuration).run { port in
            let text = Self.text(SandboxAddresses(port: port), Providers.profiles)
            // Unbuffered: whoever started this may be waiting for it in a file.
            Console.output.line(text)
            if let portFile { try? "\(port)\n".write(toFile: portFile, atomically: true, encoding: .utf8) }
        }
    }

    /// What to set, and who can sign in.
    static func text(_ addresses: SandboxAddresses, _ profiles: [ProviderProfile]) -> String {
        let settings = addresses.settings(for: profiles).map { "  \($0.name)=\($0.value)" }
        let customers = profiles.compactMap { profile -> String? in
            let list = Sandbox.customers(of: profile.slug).map { "  \($0.email)  \($0.password)  \($0.shows)" }
            return list.isEmpty ? nil : "Customers of \(profile.displayName):\n" + list.joined(separator: "\n")
        }
        return """
            The sandbox answers at \(addresses.base)/
            The desk shows what goes on: \(addresses.base)/desk/

            \(settings.joined(separator: "\n"))

            \(customers.joined(separator: "\n\n"))

            """
    }
}
