import Foundation
import ProviderKit
import Testing

@testable import ProviderKit

@Suite struct `The refresher` {
    private let endpoint = TokenEndpoint()
    private let refresher = TokenRefresher()

    private func fresh(_ tokens: OAuth2Tokens, at now: Date = OAuth2Samples.later) async throws -> OAuth2Tokens {
        try await refresher.fresh(
            tokens, OAuth2Samples.client(), in: OAuth2Samples.context(endpoint, now: now, refresher: refresher))
    }

    @Test func `leaves fresh tokens alone`() async throws {
        let tokens = OAuth2Samples.tokens
        #expect(try await fresh(tokens, at: OAuth2Samples.now) == tokens)
        #expect(endpoint.calls.isEmpty)
    }

    @Test func `renews tokens a minute before they end`() async throws {
        _ = try await fresh(OAuth2Samples.tokens, at: OAuth2Samples.now.addingTimeInterval(3540))
        #expect(endpoint.calls.count == 1)
    }

    @Test func `gives renewed tokens the next generation of the same sign-in`() async throws {
        let tokens = OAuth2Samples.tokens
        let renewed = try await fresh(tokens)
        #expect(renewed.generation == 1 && renewed.lineageID == tokens.lineageID)
        #expect(renewed.accessToken == Secret("at_1") && renewed.refreshToken == Secret("rt_1"))
    }

    @Test func `keeps the refresh token of a server that issues no new one`() async throws {
        endpoint.keepsRefreshTokens()
        #expect(try await fresh(OAuth2Samples.tokens).refreshToken == Secret("rt_0"))
    }

    @Test func `uses the newest tokens for whoever comes with old ones`() async throws {
        let tokens = OAuth2Samples.tokens
        let renewed = try await fresh(tokens)
        #expect(try await fresh(tokens) == renewed)
        #expect(try await fresh(tokens, at: OAuth2Samples.later.addingTimeInterval(7200)).generation == 2)
        #expect(endpoint.calls.count == 2)
    }

    @Test func `never gives one sign-in the tokens of another`() async throws {
        _ = try await fresh(OAuth2Samples.tokens)
        endpoint.rotateElsewhere(to: "rt_0")
        #expect(try await fresh(OAuth2Samples.tokens).accessToken == Secret("at_2"))
    }

    @Test func `renews once for many calls at the same moment`() async throws {
        endpoint.takes(.milliseconds(50))
        let tokens = OAuth2Samples.tokens
        let renewed = try await withThrowingTaskGroup(of: OAuth2Tokens.self) { group in
            for _ in 0..<20 { group.addTask { try await fresh(tokens) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1.accessToken.reveal()) }
        }
        #expect(renewed == ["at_1"] && endpoint.calls.count == 1)
    }

    @Test func `does not lose tokens when the call that asked for them is given up`() async throws {
        endpoint.takes(.milliseconds(50))
        let tokens = OAuth2Samples.tokens
        let call = Task { try await fresh(tokens) }
        while endpoint.calls.isEmpty { await Task.yield() }
        call.cancel()
        #expect(try await fresh(tokens).accessToken == Secret("at_1"))
        #expect(endpoint.calls.count == 1)
    }

    @Test func `asks for a new sign-in when the server refuses`() async throws {
        endpoint.rotateElsewhere(to: "rt_other")
        let error = await #expect(throws: ProviderError.self) { try await fresh(OAuth2Samples.tokens) }
        #expect(error?.code == "reauthorisation_required" && error?.message.contains("used before") == true)
    }

    @Test func `asks for a new sign-in when there is no refresh token`() async throws {
        let tokens = OAuth2Tokens(accessToken: Secret("a"), refreshToken: nil, expiresAt: 0)
        let error = await #expect(throws: ProviderError.self) { try await fresh(tokens) }
        #expect(error?.code == "reauthorisation_required")
        #expect(endpoint.calls.isEmpty)
    }

    @Test func `tries again after an endpoint in trouble`() async throws {
        let tokens = OAuth2Samples.tokens
        endpoint.script("<html>", status: 503)
        await #expect(throws: ProviderError.unavailable("it answers 503")) { try await fresh(tokens) }
        #expect(try await fresh(tokens).generation == 1)
    }

    @Test func `renews fresh tokens that the provider refuses`() async throws {
        let tokens = OAuth2Samples.tokens
        let renewed = try await refresher.renewed(
            after: tokens, OAuth2Samples.client(), in: OAuth2Samples.context(endpoint, refresher: refresher))
        #expect(renewed.generation == 1 && endpoint.calls.count == 1)
    }

    @Test func `gives newer tokens at once where those that were refused are old`() async throws {
        let tokens = OAuth2Samples.tokens
        let newer = try await fresh(tokens)
        let context = OAuth2Samples.context(endpoint, now: OAuth2Samples.later, refresher: refresher)
        #expect(try await refresher.renewed(after: tokens, OAuth2Samples.client(), in: context) == newer)
        #expect(endpoint.calls.count == 1)
    }

    private func exchange(_ code: String) async throws -> OAuth2Tokens {
        try await refresher.exchange(
            code: Secret(code), proof: ProofKey(verifier: Secret("verifier")),
            redirectURI: "https://rates.example/callback",
            OAuth2Samples.client(), in: OAuth2Samples.context(endpoint, refresher: refresher))
    }

    @Test func `exchanges a code once, however often the page is loaded`() async throws {
        endpoint.takes(.milliseconds(30))
        async let first = exchange("code")
        async let second = exchange("code")
        #expect(try await first == second)
        #expect(try await exchange("code") == first)
        #expect(endpoint.calls.count == 1)
    }

    @Test func `does not remember an exchange that failed`() async throws {
        endpoint.script("", status: 503)
        await #expect(throws: ProviderError.self) { try await exchange("code") }
        #expect(try await exchange("code").accessToken == Secret("at_1"))
    }
}

@Suite struct `Tokens` {
    @Test func `show nothing of themselves`() {
        let tokens = OAuth2Samples.tokens
        var dumped = ""
        dump(tokens, to: &dumped)
        for text in ["\(tokens)", String(reflecting: tokens), dumped] {
            #expect(!text.contains("at_0") && !text.contains("rt_0"))
        }
    }

    @Test func `are not encoded in clear by accident`() {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(OAuth2Samples.tokens) }
    }

    @Test func `come back from storage as they were`() throws {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        decoder.userInfo = SecretCoding.insideSealedData.userInfo
        let tokens = OAuth2Samples.tokens
        #expect(try decoder.decode(OAuth2Tokens.self, from: encoder.encode(tokens)) == tokens)
    }

    @Test func `of two sign-ins have two lineages`() {
        #expect(OAuth2Samples.tokens.lineageID != OAuth2Samples.tokens.lineageID)
    }
}
