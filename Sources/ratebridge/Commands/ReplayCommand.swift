import ArgumentParser
import Foundation
import ProviderTesting
import Replay

/// Plays recorded journeys.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play customers' journeys from files, and say where one goes another way.",
        discussion: """
            Without --against, a responder in this process is asked, with the file's settings, clock and upstream answers. \
            --against asks a running one. Its calls to Connect and the provider are then its own affair, and are not \
            checked, unless it is set up to make them to --upstream: the addresses of the file's `set` lines with \
            HOST:PORT in place of upstream.example.

            An https address must have a certificate that the system trusts, or that the file in CA_FILE has signed.

            A running responder keeps its own clock: a journey that sets it on its way is skipped, and said to be, and the \
            day on which a tariff expires is not compared.

            Examples:
              ratebridge replay Tests/Replays/*.replay
              ratebridge replay journey.replay --against http://127.0.0.1:8080/connect/lunar --upstream 127.0.0.1:9000

            Exit codes: 0 every journey went as in its file, 1 one did not or a file cannot be read, 2 wrong call.
            """)

    @Argument(help: "The journeys' files.", completion: .file(extensions: ["replay"]))
    var files: [String]

    @Option(help: "A running responder: an http address with its mount path, or unix:PATH.")
    var against: String?

    @Option(help: "HOST:PORT to play Connect and the provider at.")
    var upstream: String?

    @Option(help: "The path that the responder is mounted at, where no web server says so.")
    var mount = ""

    @Option(help: "A file of the parameters that a web server sends (default: nginx's).", completion: .file())
    var parameters: String?

    @Option(
        name: .customLong("secret"),
        help: "NAME: the environment's NAME, in capitals, stands for {{secret:NAME}} at a running responder.")
    var secrets: [String] = []

    func run() async throws {
        let run = try ReplayRun(
            against: against, mount: mount, parameters: parameters.map(Self.parameters) ?? .nginx,
            secrets: Self.secrets(secrets), caFile: ProcessInfo.processInfo.environment["CA_FILE"])
        let files = files
        let failed: Int
        if let upstream {
            guard against != nil else { throw WrongCall("--upstream needs --against") }
            let (host, port) = try Self.address(upstream)
            let server = UpstreamServer()
            failed = try await server.run(host: host, port: port) { try await run.play(files, upstream: server) }
        } else {
            failed = try await run.play(files, upstream: nil)
        }
        await run.end()
        if failed > 0 { throw ExitCode(1) }
    }

    private static func parameters(_ path: String) throws -> ServerParameters {
        do { return try ServerParameters(path: path) } catch { throw WrongCall(error.description) }
    }

    /// The values of secrets, by name, from the environment: what stands in a call is seen by everybody on the machine.
    static func secrets(_ names: [String]) throws -> [String: String] {
        let environment = ProcessInfo.processInfo.environment
        return try names.reduce(into: [:]) { values, name in
            guard let value = environment[name.uppercased()], !value.isEmpty else {
                throw WrongCall("--secret \(name.prefix(40)): the environment has no \(name.uppercased().prefix(40))")
            }
            values[name] = value
        }
    }

    private static func address(_ text: String) throws -> (String, Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else {
            throw WrongCall("--upstream '\(text)' is no HOST:PORT")
        }
        return (String(text[..<colon]), port)
    }
}
