import AsyncHTTPClient
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// FlatPeak's API, Connect, the customer's app and the energy providers' own sites, simulated on one loopback port.
///
/// It has state and rules of its own instead of canned answers: what a real client may not do is refused here as well.
/// Everything is in memory, and gone when it stops.
public struct Sandbox: Sendable {
    private let configuration: Configuration

    /// Makes a Sandbox; nothing runs yet.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// The customers of the simulated energy providers and the case that each shows.
    public static let customers = DemoCustomer.all

    /// The customers of one provider, by its name in configuration, such as `lunar-energy`.
    public static func customers(of provider: String) -> [DemoCustomer] {
        customers.filter { $0.provider == provider }
    }

    /// The connect token's provider where nothing else is said, as `prv_` and 24 hexadecimal digits.
    public static let defaultProviderID = EnergyProvider.lunarEnergy.id

    /// Serves until the task is cancelled.
    ///
    /// - Parameter onRunning: Called once with the port, when connections are accepted.
    /// - Throws: The error of the bind, where the port is taken.
    public func run(onRunning: @Sendable @escaping (_ port: Int) async -> Void) async throws {
        var clientConfiguration = HTTPClient.Configuration()
        clientConfiguration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        clientConfiguration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: clientConfiguration)
        let group = ServiceGroup(
            configuration: Self.group(
                buildApplication(tariffPlan: .http(client), onRunning: onRunning), logger: configuration.logger))
        do {
            try await Self.run(group)
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    /// Serves while work is done.
    ///
    /// - Parameter work: Called with the port, when connections are accepted.
    /// - Returns: What the work comes to.
    /// - Throws: The error of the work, or of the bind.
    public func running<Value: Sendable>(
        _ work: @Sendable @escaping (_ port: Int) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await run { port.yield($0) }
                return nil
            }
            group.addTask {
                for await number in ports { return try await work(number) }
                return nil
            }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Runs the group; the end is a graceful one, so that nothing is logged as an error when somebody stops the Sandbox.
    private static func run(_ group: ServiceGroup) async throws {
        let running = Task { try await group.run() }
        try await withTaskCancellationHandler {
            do {
                try await running.value
            } catch is CancellationError {
            }
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    private static func group(_ application: some Service, logger: Logger) -> ServiceGroupConfiguration {
        var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        return configuration
    }

    /// The application, which tests run in-process.
    func buildApplication(
        tariffPlan: TariffPlanCall, onRunning: @Sendable @escaping (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let world = World(configuration: configuration, tariffPlan: tariffPlan)
        return Application(
            router: Self.router(world),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: configuration.port), backlog: 4_096),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                world.listens(on: port)
                await onRunning(port)
            },
            logger: configuration.logger)
    }

    /// Every site, in the order of the index page.
    private static let sites: [any Site.Type] = [
        AppSite.self, FlatPeakSite.self, ConnectSite.self, LunarSite.self, KrakenSite.self, TibberSite.self,
        ControlSite.self, DeskSite.self,
    ]

    /// Those that change what happens, and that no program calls under a name of its own.
    private static let steering: [any Site.Type] = [AppSite.self, ControlSite.self, DeskSite.self]

    private static func router(_ world: World) -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.add(middleware: ExchangeRecorder(world: world))
        router.get { _, _ in Response.html(IndexPage.html(sites: sites)) }
        for site in sites {
            let group = router.group(RouterPath(site.prefix))
            if steering.contains(where: { $0 == site }) { group.add(middleware: OwnPages(world: world)) }
            site.init(world: world).addRoutes(to: group)
        }
        return router
    }
}
