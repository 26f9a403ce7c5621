import Composition
import ConnectFlow
import FastCGI
import Glibc
import Logging
import ProviderKit

/// A process that serves: what its signals make of it.
struct Service {
    let environment: [String: String]
    let envFile: String?
    let logSettings: StandardErrorLog.Settings
    let logger: Logger
    let metrics: Metrics
    let responder: ReplaceableResponder
    let server: Server<ReplaceableResponder>
    /// The server's own, to hand over.
    let socket: ListeningSocket
    /// What `systemctl status` shows.
    private var state: String
    private var isLeaving = false

    init(
        _ configuration: Configuration, _ socket: ListeningSocket, _ environment: [String: String], envFile: String?
    ) throws {
        self.environment = environment
        self.envFile = envFile
        self.socket = socket
        let logSettings = StandardErrorLog.Settings(configuration)
        let logger = Logger(label: "ratebridge") { _ in StandardErrorLog(logSettings) }
        let metrics = Metrics(version: Command.version)
        responder = ReplaceableResponder(try FlowResponder(configuration, logger: logger, metrics: metrics))
        var limits = Limits()
        limits.inFlight = configuration.maximumInFlight
        let server = try Server(socket: socket, application: responder, limits: limits, logger: logger)
        // Weak, for the server has the responder, and that one the counters.
        metrics.watch { [weak server] in server?.counters ?? ServerCounters() }
        (self.logSettings, self.logger, self.metrics, self.server) = (logSettings, logger, metrics, server)
        state = Self.state(configuration)
        greet(configuration)
    }

    /// Says what is served, and what may be missing.
    private func greet(_ configuration: Configuration) {
        raiseDescriptorLimit(for: configuration.maximumInFlight)
        logger.notice(
            "serving \(configuration.provider.profile.displayName)",
            metadata: ["socket": "\(socket.address)", "version": "\(Command.version)", "pid": "\(getpid())"])
        warn(configuration)
    }

    private func warn(_ configuration: Configuration) {
        if configuration.settings.tariffPlanToken == nil {
            logger.warning("TARIFF_PLAN_TOKEN is not set: whoever reaches /api/tariff_plan may try passwords there")
        }
        for fault in Surroundings.faults(caFile: configuration.caFile) { logger.warning("\(fault)") }
    }

    private static func state(_ configuration: Configuration) -> String {
        "Serves \(configuration.provider.profile.displayName)"
    }

    /// Tells the service manager that requests are answered.
    func notifyReady() { ServiceManager.notify("READY=1\nSTATUS=\(state)") }

    /// What a signal asks for.
    mutating func handle(_ signal: Int32) {
        switch signal {
        case SIGHUP: reload()
        case SIGUSR2: handOver()
        default: leave()
        }
    }

    private mutating func leave() {
        guard !isLeaving else { return }
        isLeaving = true
        ServiceManager.notify("STOPPING=1\nSTATUS=Answers what is in flight, then ends")
        server.drain()
    }

    /// Reads the settings again. Requests in flight end with the former ones; a fault leaves those in force.
    private mutating func reload() {
        ServiceManager.notifyReloading()
        defer { notifyReady() }
        do {
            let configuration = try Configuration(environment: environment, envFile: envFile)
            responder.responder = try FlowResponder(
                configuration, logger: logger, metrics: metrics, following: responder.responder)
            server.maximumInFlight = configuration.maximumInFlight
            logSettings.take(configuration)
            metrics.countReload()
            raiseDescriptorLimit(for: configuration.maximumInFlight)
            logger.notice("SIGHUP: the settings were read again", metadata: ["file": "\(envFile ?? ".env")"])
            warn(configuration)
            state = Self.state(configuration)
        } catch {
            state = "Serves with the former settings: those of the last reload are faulty, see the log"
            for fault in error.all { logger.error("\(fault)") }
            logger.error("SIGHUP: the settings are faulty, so the former ones stay in force")
        }
    }

    /// Starts the program once more and leaves the socket to it; goes on if that one does not serve.
    private mutating func handOver() {
        guard !isLeaving else { return }
        do {
            let child = try Successor.start(socket, environment)
            isLeaving = true
            ServiceManager.notify("MAINPID=\(child)")
            logger.notice("SIGUSR2: the new process serves; this one ends", metadata: ["pid": "\(child)"])
            server.drain(handingOver: true)
        } catch {
            logger.error("SIGUSR2: \(error): this process goes on")
        }
    }

    /// To the hard limit; a warning where that is too low.
    private func raiseDescriptorLimit(for inFlight: Int) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let needed = Surroundings.descriptors(inFlight: inFlight)
        if limit.rlim_cur < needed {
            logger.warning(
                "the descriptor limit (\(limit.rlim_cur)) is too low for MAX_IN_FLIGHT=\(inFlight): set LimitNOFILE= or ulimit -n to \(needed)"
            )
        }
    }
}
