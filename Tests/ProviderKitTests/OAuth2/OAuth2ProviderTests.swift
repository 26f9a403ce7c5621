import Foundation
import ProviderKit
import Synchronization
import Testing

/// A provider whose API refuses the tokens that a test names.
private struct Sim: OAuth2Provider {
    struct Grant: OAuth2Grant {
        var tokens: OAuth2Tokens
        var home: String?
    }

    final class Script: Sendable {
        struct State {
            var refused: Set<String> = []
            var seen: [String] = []
        }
        let state = Mutex(State())
        func use(_ tokens: OAuth2Tokens) throws(ProviderError) {
            let token = tokens.accessToken.reveal()
            let isRefused = state.withLock { state in
                state.seen.append(token)
                return state.refused.contains(token)
            }
            if isRefused { throw .reauthorisationRequired("refused") }
        }
        var seen: [String] { state.withLock { $0.seen } }
        func refuse(_ tokens: String...) { state.withLock { $0.refused = Set(tokens) } }
    }

    static let profile = ProviderProfile(
        flatPeakID: "prv_x", slug: "sim", displayName: "Sim", integrationInstance: "SIM", loginFields: [])
    let oauth2: OAuth2Client
    let script: Script

    init(settings: ProviderSettings) throws(ConfigurationFault) {
        oauth2 = OAuth2Client(
            try OAuth2Server(
                settings: settings, authorizeURL: "https://a.example", tokenURL: "https://b.example", scopes: []))
        script = Script()
    }

    init(_ script: Script) throws {
        oauth2 = try OAuth2Samples.client()
        self.script = script
    }

    func authorise(with tokens: OAuth2Tokens, previous: Grant?, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        try script.use(tokens)
        return .complete(Grant(tokens: tokens, home: previous?.home))
    }

    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        try script.use(grant.tokens)
        return .complete(grant)
    }

    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<Tariff>
    {
        try script.use(grant.tokens)
        return Captured(.flat("Sim", instance: "SIM", price: .zero), referenceID: "home")
    }

    func convert(_ tariff: Tariff) throws(ProviderError) -> Tariff { tariff }
}

@Suite struct `A provider with OAuth2` {
    private let endpoint = TokenEndpoint()
    private let script = Sim.Script()
    private let refresher = TokenRefresher()

    private var provider: AnyProvider { get throws { AnyProvider(try Sim(script)) } }

    private func context(_ now: Date = OAuth2Samples.now) -> ProviderContext {
        OAuth2Samples.context(endpoint, now: now, refresher: refresher)
    }

    private func signIn(_ now: Date = OAuth2Samples.now) async throws -> AnyProvider.Grant {
        try await provider.authorise(Credentials([:]), tokens: OAuth2Samples.tokens, in: context(now)).grant
    }

    @Test func `tells the flow where customers sign in`() throws {
        #expect(try provider.oauth2?.server.clientID == "our id")
    }

    @Test func `is given the tokens of a customer who has come back`() async throws {
        #expect(try await signIn().oauth2Tokens?.accessToken == Secret("at_0"))
    }

    @Test func `without any tokens needs a new sign-in`() async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await provider.authorise(Credentials([:]), in: context())
        }
        #expect(error?.code == "reauthorisation_required")
    }

    @Test func `is given renewed tokens where those in store have ended`() async throws {
        let grant = try await signIn()
        let again = try await provider.authorise(
            Credentials([:]), previous: grant, in: context(OAuth2Samples.later)
        ).grant
        #expect(again.oauth2Tokens?.generation == 1 && script.seen == ["at_0", "at_1"])
    }

    @Test func `reads with fresh tokens`() async throws {
        let grant = try await signIn()
        _ = try await provider.read(grant, reference: nil, in: context(OAuth2Samples.later))
        #expect(script.seen == ["at_0", "at_1"])
    }

    @Test func `goes on with fresh tokens after a long choice`() async throws {
        let grant = try await signIn()
        let outcome = try await provider.captureExtraAuthData(
            .account("home"), for: grant, in: context(OAuth2Samples.later))
        #expect(outcome.grant.oauth2Tokens?.generation == 1)
    }

    @Test func `is asked once more with renewed tokens when its API refuses fresh ones`() async throws {
        script.refuse("at_0")
        #expect(try await signIn().oauth2Tokens?.accessToken == Secret("at_1"))
        #expect(script.seen == ["at_0", "at_1"])
    }

    @Test func `that refuses renewed tokens too is not asked for ever`() async throws {
        script.refuse("at_0", "at_1", "at_2")
        await #expect(throws: ProviderError.reauthorisationRequired("refused")) { try await signIn() }
        #expect(script.seen == ["at_0", "at_1"])
    }

    @Test func `leaves the newest tokens with the refresher`() async throws {
        let grant = try await signIn()
        _ = try await provider.read(grant, reference: nil, in: context(OAuth2Samples.later))
        let stored = try #require(grant.oauth2Tokens)
        #expect(grant.with(refresher.newest(of: stored)).oauth2Tokens?.accessToken == Secret("at_1"))
    }

    @Test func `hides its tokens in storage`() async throws {
        let members = try await signIn().members(SecretCoding(write: { _ in "sealed" }, read: { Secret($0) }))
        #expect(members["tokens"]?["access_token"] == "sealed" && members["tokens"]?["lineage"] == "sealed")
        #expect(members["tokens"]?["refresh_token"] == "sealed")
    }
}
