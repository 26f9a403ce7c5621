import ArgumentParser
import CFCGI
import Composition
import ConnectFlow
import FastCGI
import FoundationEssentials
import Glibc
import Logging
import ProviderKit

/// The composition root: settings, the flow, and what carries it.
@main
enum Main {
    static func main() {
        // One heap for all threads: thousands of short-lived requests leave less behind in one than in eight.
        mallopt(M_ARENA_MAX, 1)
        var signals = Signals()
        openStandardDescriptors()
        let environment = processEnvironment()
        if CGI.isRequest(environment: environment), inheritedSocket(environment) == nil {
            serveOnce(environment)
        } else {
            serve(environment, &signals)
        }
    }

    // MARK: - FastCGI

    private static func serve(_ environment: [String: String], _ signals: inout Signals) {
        _ = Successor.program  // While it is where it was started.
        let command = Command.parseOrExit()
        var service: Service
        do {
            let configuration = try Configuration(environment: environment, envFile: command.envFile)
            if command.checkConfig { check(configuration) }
            let socket =
                try Successor.socket(environment, listen: command.listen) ?? inheritedSocket(environment)
                ?? listen(command.listen)
            service = try Service(configuration, socket, environment, envFile: command.envFile)
        } catch let faults as Configuration.Faults {
            stop(faults.all.map(\.description))
        } catch {
            stop(["\(error)"])
        }
        guard Successor.sayReady(environment) else { stop(["the process that started this one goes on without it"]) }
        service.notifyReady()
        let (server, logger) = (service.server, service.logger)
        Task.detached {
            do {
                let unanswered = try await server.run()
                logger.notice("stopped", metadata: ["unanswered": "\(unanswered)"])
                exit(unanswered == 0 ? 0 : 1)
            } catch {
                stop(["\(error)"])
            }
        }
        while true { service.handle(signals.next()) }
    }

    private static func check(_ configuration: Configuration) -> Never {
        do {
            _ = try FlowResponder(configuration, logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
        } catch {
            stop(error.all.map(\.description))
        }
        print("The settings are in order: \(configuration.provider.profile.displayName), \(configuration.connectURL)")
        exit(0)
    }

    private static func listen(_ address: String?) throws(ListenError) -> ListeningSocket {
        guard let address else {
            stop([
                "no socket to serve on: use --listen unix:PATH or --listen HOST:PORT, or start it from spawn-fcgi, mod_fcgid, systemd or as a CGI program"
            ])
        }
        return try ListeningSocket(ListenAddress(address))
    }

    private static func inheritedSocket(_ environment: [String: String]) -> ListeningSocket? {
        do {
            return try ListeningSocket.inherited(environment: environment)
        } catch {
            stop(["\(error)"])
        }
    }

    // MARK: - CGI

    private static func serveOnce(_ environment: [String: String]) {
        CallingThread.run {
            do {
                let configuration = try Configuration(environment: environment, envFile: nil)
                let settings = StandardErrorLog.Settings(configuration)
                let logger = Logger(label: "ratebridge") { _ in StandardErrorLog(settings) }
                let responder = try FlowResponder(configuration, logger: logger)
                await CGI.serve(responder)
                // The process ends with its connections open; whoever lets go of them closes them before.
                withExtendedLifetime(responder) { exit(0) }
            } catch let faults as Configuration.Faults {
                print(
                    "Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nThe service is not set up.\r")
                stop(faults.all.map(\.description))
            } catch {
                stop(["\(error)"])
            }
        }
    }

    // MARK: - The process

    /// Foundation's own way to it first looks through all types of the program.
    private static func processEnvironment() -> [String: String] {
        var variables: [String: String] = [:]
        for entry in CGI.processEnvironment {
            guard let mark = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
            variables[String(decoding: entry[..<mark], as: UTF8.self)] = String(
                decoding: entry[(mark + 1)...], as: UTF8.self)
        }
        return variables
    }

    /// Plain lines that say why it cannot start, and what to do.
    private static func stop(_ lines: [String]) -> Never {
        StandardErrorLog.print(lines.map { "ratebridge-fcgi: \($0)" }.joined(separator: "\n"))
        exit(78)  // EX_CONFIG
    }

    /// A descriptor below 3 that is closed would be taken by a socket, and then written to by whoever prints.
    private static func openStandardDescriptors() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
    }
}
