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
        let environment = ProcessInfo.processInfo.environment
        if CGI.isRequest(environment: environment), inheritedSocket(environment) == nil {
            serveOnce(environment)
        } else {
            serve(environment, &signals)
        }
    }

    // MARK: - FastCGI

    private static func serve(_ environment: [String: String], _ signals: inout Signals) {
        let command = Command.parseOrExit()
        let configuration: Configuration
        let application: (flow: FlowResponder, transports: Transports)
        do {
            configuration = try Configuration(environment: environment, envFile: command.envFile)
            application = try compose(configuration)
        } catch {
            stop(error.all.map(\.description))
        }
        if command.checkConfig {
            print(
                "The settings are in order: \(configuration.provider.profile.displayName), \(configuration.connectURL)")
            exit(0)
        }
        let logger = logger(configuration)
        let server: Server<FlowResponder>
        do {
            let socket = try inheritedSocket(environment) ?? listen(command.listen)
            var limits = Limits()
            limits.inFlight = configuration.maximumInFlight
            server = try Server(socket: socket, application: application.flow, limits: limits, logger: logger)
            raiseDescriptorLimit(for: configuration.maximumInFlight, logger)
            logger.notice(
                "serving \(configuration.provider.profile.displayName)",
                metadata: ["socket": "\(socket.address)", "version": "\(Command.version)"])
        } catch {
            stop(["\(error)"])
        }
        if configuration.settings.tariffPlanToken == nil {
            logger.warning("TARIFF_PLAN_TOKEN is not set: whoever reaches /api/tariff_plan may try passwords there")
        }
        for fault in Surroundings.faults(caFile: configuration.caFile) { logger.warning("\(fault)") }
        Task.detached {
            do {
                let unanswered = try await server.run()
                await application.transports.shutdown()
                logger.notice("stopped", metadata: ["unanswered": "\(unanswered)"])
                exit(unanswered == 0 ? 0 : 1)
            } catch {
                stop(["\(error)"])
            }
        }
        while true {
            switch signals.next() {
            case SIGHUP: logger.notice("SIGHUP: settings are read at the start only")
            default: server.drain()
            }
        }
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
        Task.detached {
            do {
                let configuration = try Configuration(environment: environment, envFile: nil)
                let application = try compose(configuration)
                await CGI.serve(application.flow)
                // The process ends with its connections open; a client that is let go of before asks to be shut down.
                withExtendedLifetime(application.transports) { exit(0) }
            } catch let faults as Configuration.Faults {
                print(
                    "Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nThe service is not set up.\r")
                stop(faults.all.map(\.description))
            }
        }
        while true { pause() }
    }

    // MARK: - Composition

    private static func compose(_ configuration: Configuration) throws(Configuration.Faults)
        -> (flow: FlowResponder, transports: Transports)
    {
        let transports = Transports(configuration)
        let flow = try FlowResponder(
            configuration, connect: transports.connect, provider: transports.provider, logger: logger(configuration))
        return (flow, transports)
    }

    private static func logger(_ configuration: Configuration) -> Logger {
        Logger(label: "ratebridge") { _ in
            StandardErrorLog(level: configuration.logLevel, format: configuration.logFormat)
        }
    }

    // MARK: - The process

    /// Plain lines that say why it cannot start, and what to do.
    private static func stop(_ lines: [String]) -> Never {
        StandardErrorLog.print(lines.map { "ratebridge-fcgi: \($0)" }.joined(separator: "\n"))
        exit(78)  // EX_CONFIG
    }

    /// A descriptor below 3 that is closed would be taken by a socket, and then written to by whoever prints.
    private static func openStandardDescriptors() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
    }

    /// Each request in flight takes two descriptors: the web server's connection and the provider's.
    private static func raiseDescriptorLimit(for inFlight: Int, _ logger: Logger) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        if limit.rlim_cur < 2 * inFlight + 64 {
            logger.warning(
                "the descriptor limit (\(limit.rlim_cur)) is too low for MAX_IN_FLIGHT=\(inFlight): set LimitNOFILE= or ulimit -n to \(2 * inFlight + 64)"
            )
        }
    }
}
