public import FoundationEssentials
public import HTTPTypes
public import Logging
public import ProviderKit

/// The Connect flow of one provider: request in, response out, no sockets (FlatPeak protocol, sections 2 and 3).
///
/// It has no state: a session is in its cookie, so any process with the same `APP_SECRET` can go on with it.
public final class ConnectFlow: Sendable {
    /// What an operator decides.
    public struct Settings: Sendable {
        /// One deadline for all the calls that one customer request makes.
        public var upstreamTimeout: Duration = .seconds(50)
        /// Scheme, host and mount path as the customer sees them, if they are set.
        public var publicURL: URL?
        /// What a caller of `/api/tariff_plan` has to present; `nil` for nothing.
        public var tariffPlanToken: Secret?
        /// Whether `/api/tariff_plan` answers the tariff alone, as older SDKs did.
        public var isTariffPlanBare = false
        /// Whether each request has its line in the log.
        public var isAccessLogOn = true
        /// A request that takes longer is logged with its steps; `nil` for none.
        public var slowLog: Duration?
        /// A folder that keeps the newest tokens of providers with OAuth2; `nil` for memory alone.
        public var stateDirectory: String?

        /// The defaults.
        public init() {}
    }

    let provider: AnyProvider
    let connect: ConnectClient
    let transport: any HTTPTransport
    let keys: SessionKeys
    let pages: Pages
    let settings: Settings
    let logger: Logger
    let now: @Sendable () -> Date
    let observer: (@Sendable (FlowReport) -> Void)?
    private let sharedRefresher: Lazily<TokenRefresher>
    /// One for the process, so that no token is renewed twice.
    var refresher: TokenRefresher { sharedRefresher.value }

    /// Puts the flow together.
    ///
    /// - Parameters:
    ///   - provider: whose customers log in.
    ///   - connect: talks to FlatPeak.
    ///   - transport: carries the provider's calls.
    ///   - keys: seal sessions and stored tokens.
    ///   - pages: what customers see.
    ///   - settings: what an operator decides.
    ///   - logger: takes the lines; none of them holds a secret.
    ///   - now: the clock; another one in tests.
    ///   - former: the flow whose place it takes; it goes on with that one's newest tokens.
    ///   - observer: hears of every answer; on the thread that answers, so it must not wait.
    public init(
        provider: AnyProvider, connect: ConnectClient, transport: any HTTPTransport, keys: SessionKeys, pages: Pages,
        settings: Settings = Settings(), logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        following former: ConnectFlow? = nil, observer: (@Sendable (FlowReport) -> Void)? = nil
    ) {
        self.provider = provider
        self.connect = connect
        self.transport = transport
        self.keys = keys
        self.pages = pages
        self.settings = settings
        self.logger = logger
        self.now = now
        self.observer = observer
        if let former, former.provider.profile.flatPeakID == provider.profile.flatPeakID,
            former.settings.stateDirectory == nil, settings.stateDirectory == nil
        {
            sharedRefresher = former.sharedRefresher
            return
        }
        sharedRefresher = Lazily {
            let store = settings.stateDirectory.map { folder in
                TokenStore(folder: folder, secrets: keys.storedSecrets(of: provider.profile.flatPeakID)) { fault in
                    logger.error("STATE_DIR", metadata: ["reason": "\(fault)"])
                }
            }
            return TokenRefresher(store: store)
        }
    }

    /// Answers a request. Every request gets an answer, and every answer to a customer leads somewhere.
    public func respond(to request: FlowRequest) async -> FlowResponse {
        let visit = Visit(request, flow: self)
        let (route, response) = await visit.response()
        visit.finish(route, response)
        return response
    }

    /// The page, or for programs the JSON, for a request that was turned away before it came here.
    public func refuse(_ request: FlowRequest, _ reason: Refusal) -> FlowResponse {
        let visit = Visit(request, flow: self)
        let response = visit.refuse(reason)
        visit.finish(refused: response)
        return response
    }

    /// Why a request was turned away before the flow saw it.
    public enum Refusal: Sendable {
        /// Head or body; the status says which.
        case tooLarge(HTTPResponse.Status, limit: Int)
        /// Incomplete, or too slow.
        case malformed(HTTPResponse.Status)
        /// Too much work in hand; seconds to wait.
        case busy(retryAfter: Int)
        /// The web server's own limit on tries; seconds to wait.
        case rateLimited(retryAfter: Int)
    }
}
