import Logging
import Synchronization

/// What the sites share: time, ids, configuration, and each site's own state.
final class World: Sendable {
    let configuration: Sandbox.Configuration
    let clock: SandboxClock
    let ids: IDGenerator
    let logger: Logger
    /// Everything the customer can choose from.
    let providers: [EnergyProvider]
    let connect: ConnectService
    let connectLog = ConnectLog()
    let connectFaults = ConnectFaults()
    let reads: TariffReads
    let flatPeak: FlatPeakService
    let lunar: LunarService
    let kraken: KrakenService
    let tibber: TibberService
    /// What the desk shows.
    let exchanges: ExchangeLog
    let providerFaults = ProviderFaults()
    let responderLog: ResponderLog
    private let address: Mutex<String>
    private let integrations: Mutex<[String: String]>

    init(configuration: Sandbox.Configuration, tariffPlan: TariffPlanCall) {
        self.configuration = configuration
        clock = SandboxClock(configuration.clock)
        ids = IDGenerator(seed: configuration.seed)
        logger = configuration.logger
        providers = configuration.energyProviders
        connect = ConnectService(clock: clock, ids: ids)
        exchanges = ExchangeLog(now: configuration.clock)
        responderLog = ResponderLog(path: configuration.responderLog)
        reads = TariffReads(call: tariffPlan, clock: clock, logger: logger, exchanges: exchanges)
        flatPeak = FlatPeakService(account: configuration.account, clock: clock, ids: ids, connect: connect)
        lunar = LunarService(clock: clock, ids: ids)
        kraken = KrakenService(clock: clock, ids: ids)
        tibber = TibberService(
            clock: clock, ids: ids, clientID: configuration.tibberClientID,
            clientSecret: configuration.tibberClientSecret)
        address = Mutex(configuration.publicURL ?? "http://localhost:\(configuration.port)")
        integrations = Mutex([:])
    }

    /// Where the Sandbox itself is reached, without a trailing slash.
    var publicURL: String { address.withLock { $0 } }

    /// What the desk says how to go on with.
    var deskCommands: [Sandbox.Configuration.Command] { configuration.deskCommands(publicURL) }

    /// Called when the port is known, where the configuration left it open.
    func listens(on port: Int) {
        guard configuration.publicURL == nil else { return }
        address.withLock { $0 = "http://localhost:\(port)" }
    }

    /// The base URL of the integration for that provider.
    func integrationURL(of provider: EnergyProvider) -> String {
        integrations.withLock { $0[provider.id] }
            ?? configuration.integrationURLs[provider.id] ?? configuration.integrationURL
    }

    /// Points a provider at another integration while the Sandbox runs.
    func setIntegrationURL(_ url: String, of provider: EnergyProvider) {
        integrations.withLock { $0[provider.id] = url }
    }

    /// Forgets everything that happened, and goes back to the real time.
    func reset() {
        reads.reset()
        connect.reset()
        connectLog.reset()
        connectFaults.reset()
        providerFaults.reset()
        exchanges.reset()
        responderLog.reset()
        flatPeak.reset()
        lunar.reset()
        kraken.reset()
        tibber.reset()
        integrations.withLock { $0 = [:] }
        clock.reset()
    }
}
