import ArgumentParser
import Foundation
import Logging
import Sandbox

/// Runs FlatPeak, Connect, the app and the providers' sites on this machine.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Simulate FlatPeak, Connect, the customer's app and the providers, on loopback.",
        discussion: """
            Nothing leaves this machine, and no account is needed. Everything is in memory.

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

    @Option(help: "Write the port into this file once it answers.")
    var portFile: String?

    func run() async throws {
        var configuration = Sandbox.Configuration()
        configuration.port = port
        configuration.integrationURL = integrationURL
        configuration.tariffPlanToken = tariffPlanToken
        configuration.loadDelay = loadDelay
        configuration.logger.logLevel = .warning
        let portFile = portFile
        try await Sandbox(configuration: configuration).run { port in
            let customers = Sandbox.customers.map { "  \($0.email)  \($0.password)  \($0.shows)" }
            let text = """
                The sandbox answers at http://localhost:\(port)/

                  FLATPEAK_API_URL=http://localhost:\(port)/flatpeak
                  CONNECT_API_URL=http://localhost:\(port)/connect
                  LUNAR_ENERGY_API_URL=http://localhost:\(port)/lunar

                Customers of Lunar Energy:
                \(customers.joined(separator: "\n"))

                """
            // Unbuffered: whoever started this may be waiting for it in a file.
            FileHandle.standardOutput.write(Data(text.utf8))
            if let portFile { try? "\(port)\n".write(toFile: portFile, atomically: true, encoding: .utf8) }
        }
    }
}
