import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

/// A token endpoint with a memory: refresh tokens are good for one use, unless a test says otherwise.
final class TokenEndpoint: HTTPTransport {
    private struct State {
        var calls: [HTTPCall] = []
        var valid = "rt_0"
        var count = 0
        var rotates = true
        var delay: Duration = .zero
        var next: [HTTPAnswer] = []
        var life: Int? = 3600
        var meanwhile: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    var calls: [HTTPCall] { state.withLock { $0.calls } }
    var forms: [String] { calls.map { String(decoding: $0.body, as: UTF8.self) } }

    /// Answers the next call like this instead.
    func script(_ text: String, status: Int = 200) {
        state.withLock { $0.next.append(HTTPAnswer(status: .init(code: status), body: Array(text.utf8))) }
    }

    func takes(_ duration: Duration) { state.withLock { $0.delay = duration } }
    /// What happens between a call and its answer.
    func meanwhile(_ work: @escaping @Sendable () async -> Void) { state.withLock { $0.meanwhile = work } }
    func keepsRefreshTokens() { state.withLock { $0.rotates = false } }
    /// Somebody else has renewed the tokens.
    func rotateElsewhere(to token: String) { state.withLock { $0.valid = token } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let (delay, meanwhile) = state.withLock { state in
            state.calls.append(call)
            return (state.delay, state.meanwhile)
        }
        await meanwhile?()
        if delay > .zero { try? await Task.sleep(for: delay) }
        return state.withLock { state in
            if !state.next.isEmpty { return state.next.removeFirst() }
            let form = String(decoding: call.body, as: UTF8.self)
            if form.contains("grant_type=refresh_token"), !form.contains("refresh_token=\(state.valid)&") {
                return HTTPAnswer(status: .badRequest, body: Array(#"{"error":"invalid_grant"}"#.utf8))
            }
            state.count += 1
            let life = state.life.map { ",\"expires_in\":\($0)" } ?? ""
            var refresh = ""
            if state.rotates {
                state.valid = "rt_\(state.count)"
                refresh = ",\"refresh_token\":\"\(state.valid)\""
            }
            return HTTPAnswer(
                status: .ok,
                body: Array("{\"access_token\":\"at_\(state.count)\",\"token_type\":\"Bearer\"\(refresh)\(life)}".utf8))
        }
    }
}

/// What the tests of this folder begin with.
enum OAuth2Samples {
    static let now = Date(timeIntervalSince1970: 1_795_435_200)
    static let later = now.addingTimeInterval(7200)

    static func server(secret: String? = "s3cr&t", issuer: String? = nil) throws -> OAuth2Server {
        let settings = ProviderSettings(
            ProviderProfile(flatPeakID: "prv_x", slug: "sim", displayName: "Sim", integrationInstance: "SIM"),
            values: ["SIM_CLIENT_ID": "our id", "SIM_CLIENT_SECRET": secret ?? ""])
        return try OAuth2Server(
            settings: settings, authorizeURL: "https://sim.example/authorize", tokenURL: "https://sim.example/token",
            scopes: ["a", "b"], issuer: issuer)
    }

    static func client() throws -> OAuth2Client { OAuth2Client(try server()) }

    /// Tokens that are good until 60 minutes after `now`.
    static var tokens: OAuth2Tokens {
        OAuth2Tokens(
            accessToken: Secret("at_0"), refreshToken: Secret("rt_0"), expiresAt: Int(now.timeIntervalSince1970) + 3600)
    }

    static func context(
        _ transport: any HTTPTransport, now: Date = now, refresher: TokenRefresher = TokenRefresher(),
        within seconds: Int = 20
    ) -> ProviderContext {
        ProviderContext(
            http: HTTPSession(transport, deadline: .now + .seconds(seconds)), now: now, refresher: refresher)
    }
}
