import ArgumentParser
import Composition
import FastCGI
import Foundation
import Logging
import ProviderKit
import ProviderTesting
import Replay

/// A responder that keeps what passes.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Serve as ratebridge-fcgi does, and record one customer's journey for `ratebridge replay`.",
        discussion: """
            Settings come from the environment or from .env. Go through the journey in a browser, then stop this with \
            Ctrl-C: the file is written then. Passwords, tokens and personal data are replaced by {{secret:name}}; while \
            anything shaped like a token, an e-mail address or a meter number is left, nothing is written.

            Example:
              ratebridge record --listen unix:/run/ratebridge/fcgi.sock --out journey.replay

            Exit codes: 0 the file is written, 1 it is not, 2 wrong call or setting.
            """)

    @Option(help: "unix:PATH or HOST:PORT, where the web server finds it.")
    var listen: String

    @Option(help: "The file to write.", completion: .file(extensions: ["replay"]))
    var out: String

    @Option(
        name: .customLong("secret"),
        help: "NAME: the environment's NAME, in capitals, is replaced by {{secret:NAME}} wherever it stands.")
    var secrets: [String] = []

    @Option(help: "A file of settings to read instead of .env.", completion: .file())
    var envFile: String?

    func run() async throws {
        var variables = EnvironmentVariables(ProcessInfo.processInfo.environment)
        try variables.addFile(envFile ?? ".env", isOptional: envFile == nil)
        let configuration: Configuration
        do { configuration = try Configuration(variables) } catch { throw WrongCall(error.description) }
        // The clock stands still, as it does when the journey is played.
        let start = Date()
        let recorder = JourneyRecorder(
            environment: variables.values, secrets: try ReplayCommand.secrets(secrets), start: start)
        let transports = Transports(configuration)
        let logger = Logger(label: "ratebridge") { _ in SwiftLogNoOpLogHandler() }
        let responder = try FlowResponder(
            configuration, connect: RecordedTransport(wrapping: transports.connect, recorder: recorder),
            provider: RecordedTransport(wrapping: transports.provider, recorder: recorder), logger: logger,
            now: { start })
        let server = try Server(
            socket: ListeningSocket(ListenAddress(listen)),
            application: RecordingResponder(responder, recorder: recorder), logger: logger)
        let signals = Self.onSignal { server.drain() }
        Console.errors.line("Recording at \(listen); Ctrl-C writes \(out)")
        _ = try await server.run()
        for signal in signals { signal.cancel() }
        try save(recorder)
    }

    private func save(_ recorder: JourneyRecorder) throws {
        guard recorder.count > 0 else { throw Failure("No request came; nothing was written.") }
        do {
            let text = try recorder.replay(path: out).text
            try Data(text.utf8).write(to: URL(filePath: out), options: .atomic)
        } catch let error as CassetteRefused {
            throw Failure(error.faults.map(\.description).joined(separator: "\n") + "\nNothing was written.")
        }
        Console.errors.line("\(out): \(recorder.count) requests. Read it over, then: ratebridge replay \(out)")
    }

    /// The signals are ignored elsewhere: libfcgi takes an interrupted write for a failed one.
    private static func onSignal(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
        signal(SIGPIPE, SIG_IGN)
        return [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: action)
            source.resume()
            return source
        }
    }
}
