import Foundation
import HTTPTypes
import Logging
import ProviderKit
import Synchronization

@testable import ConnectFlow

/// A provider whose customers sign in elsewhere, which answers as a test tells it to.
struct OAuth2Sim: OAuth2Provider {
    struct Grant: OAuth2Grant {
        var tokens: OAuth2Tokens
        var home: String?
    }

    typealias Authorise = @Sendable (OAuth2Tokens) async throws(ProviderError) -> Authorisation<Grant>

    final class Script: Sendable {
        private let hook = Mutex<Authorise>({ .complete(Grant(tokens: $0, home: "home")) })
        func authorise(_ hook: @escaping Authorise) { self.hook.withLock { $0 = hook } }
        var authorise: Authorise { hook.withLock { $0 } }
    }

    static let profile = ProviderProfile(
        flatPeakID: "prv_63a6087272941ef077a8fd3e", slug: "sim", displayName: "Sim Power", integrationInstance: "SIM",
        loginFields: [])
    let oauth2: OAuth2Client
    let script: Script

    init(settings: ProviderSettings) throws(ConfigurationFault) {
        oauth2 = OAuth2Client(
            try OAuth2Server(
                settings: settings, authorizeURL: "https://sim.example/authorize",
                tokenURL: "https://sim.example/token",
                scopes: ["prices"], issuer: "https://sim.example"))
        script = Script()
    }

    init(_ script: Script) throws {
        oauth2 = try Self(settings: ProviderSettings(Self.profile, values: ["SIM_CLIENT_ID": "us"])).oauth2
        self.script = script
    }

    func authorise(with tokens: OAuth2Tokens, previous: Grant?, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    { try await script.authorise(tokens) }

    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        guard case .account(let id) = answer else { throw .invalidSelection }
        return .complete(Grant(tokens: grant.tokens, home: id))
    }

    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<Tariff>
    { Captured(.sample, referenceID: reference ?? grant.home ?? "home") }

    func convert(_ tariff: Tariff) throws(ProviderError) -> Tariff { tariff }
}

/// The provider's token endpoint: a code is good for one use.
final class TokenSim: HTTPTransport {
    private struct State {
        var forms: [String] = []
        var next: [Result<HTTPAnswer, HTTPFailure>] = []
        var used: Set<String> = []
        var life = 3600
        var delay = Duration.zero
    }

    private let state = Mutex(State())
    var forms: [String] { state.withLock { $0.forms } }
    func script(_ answer: HTTPAnswer) { state.withLock { $0.next.append(.success(answer)) } }
    func fail(_ failure: HTTPFailure) { state.withLock { $0.next.append(.failure(failure)) } }
    func lives(_ seconds: Int) { state.withLock { $0.life = seconds } }
    func takes(_ duration: Duration) { state.withLock { $0.delay = duration } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let delay = state.withLock { $0.delay }
        if delay > .zero { try? await Task.sleep(for: delay) }
        let form = String(decoding: call.body, as: UTF8.self)
        let result: Result<HTTPAnswer, HTTPFailure> = state.withLock { state in
            state.forms.append(form)
            if !state.next.isEmpty { return state.next.removeFirst() }
            guard state.used.insert(form).inserted else { return .success(.json(["error": "invalid_grant"], 400)) }
            let number = state.used.count
            return .success(
                .json([
                    "access_token": .string("access-token-\(number)-very-secret"),
                    "refresh_token": .string("refresh-token-\(number)-very-secret"), "token_type": "Bearer",
                    "expires_in": .number(Decimal(state.life)),
                ]))
        }
        return try result.get()
    }
}

/// A time that a test puts forward.
final class MovableClock: Sendable {
    private let time = Mutex(Browser.start)
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// A customer's browser before the flow of such a provider. The flow is one process until ``restart()``.
final class OAuth2Browser {
    static let token = ConnectSim.token

    let connect = ConnectSim()
    let endpoint = TokenSim()
    let provider = OAuth2Sim.Script()
    let log = LogCapture.Lines()
    var settings = ConnectFlow.Settings()
    var keys = SessionKeys(secret: Secret("0123456789abcdef0123456789abcdef"))
    var cookies: [String: String] = [:]
    private var running: ConnectFlow?

    init() { settings.publicURL = URL(string: "https://rates.example/connect") }

    private static let pages = Result { try Pages.embedded() }

    /// The next request is another process's.
    func restart() { running = nil }

    private func flow() throws -> ConnectFlow {
        if let running { return running }
        guard let url = URL(string: "https://connect.example") else { throw CancellationError() }
        let flow = ConnectFlow(
            provider: AnyProvider(try OAuth2Sim(provider)), connect: ConnectClient(url: url, transport: connect),
            transport: endpoint, keys: keys, pages: try Self.pages.get(), settings: settings,
            logger: Logger(label: "test") { [log] _ in LogCapture(log) }, now: { [clock] in clock.now })
        running = flow
        return flow
    }

    private let clock = MovableClock()
    func wait(seconds: TimeInterval) { clock.advance(seconds) }

    func send(
        _ method: HTTPRequest.Method, _ route: String, query: String, _ fields: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        var head = HTTPRequest(
            method: method, scheme: "https", authority: "rates.example", path: route, headerFields: fields)
        if !cookies.isEmpty {
            head.headerFields[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")
        }
        let response = try await flow().respond(
            to: FlowRequest(
                head: head, body: body, mount: Mount(path: "/connect"), route: route, query: query, id: "req-1"))
        for line in response.head.headerFields[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = line.contains("Max-Age=0;") ? nil : String(pair[1])
        }
        return Answer(response)
    }

    func get(_ route: String, query: String = "fp_cot=\(OAuth2Browser.token)") async throws -> Answer {
        try await send(.get, route, query: query)
    }

    func post(_ route: String, _ form: String = "") async throws -> Answer {
        try await send(
            .post, route, query: "fp_cot=\(Self.token)",
            [.secFetchSite: "same-origin", .contentType: "application/x-www-form-urlencoded"], body: Array(form.utf8))
    }

    /// Opens the link and presses the button; the state that goes to the provider.
    func leave() async throws -> String {
        _ = try await get("/")
        return try await goOn()
    }

    /// Presses the button.
    func goOn() async throws -> String {
        let location = try await post("/auth_metadata_capture").location ?? ""
        return URLComponents(string: location)?.queryItems?.first { $0.name == "state" }?.value ?? ""
    }

    /// Comes back.
    func callback(_ query: String) async throws -> Answer { try await get("/callback", query: query) }

    /// The whole way.
    func signIn(code: String = "the-code") async throws -> Answer {
        try await callback("code=\(code)&state=\(try await leave())")
    }
}
