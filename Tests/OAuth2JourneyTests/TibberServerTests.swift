import Foundation
import HTTPTypes
import ProviderKit
import Testing

/// The rules of the Sandbox's authorisation server.
@Suite struct `Tibber's authorisation server` {
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    private static func address(_ changes: [String: String?] = [:]) -> String {
        var query: [String: String?] = [
            "response_type": "code", "client_id": "ratebridge-sandbox",
            "redirect_uri": "http%3A%2F%2Frates.test%2Fcallback",
            "scope": "tibber_graph%20price", "state": "xyz", "code_challenge_method": "S256",
            "code_challenge": ProofKey(verifier: Secret(verifier)).challenge,
        ]
        query.merge(changes) { $1 }
        let pairs = query.compactMap { name, value in value.map { "\(name)=\($0)" } }.sorted()
        return "https://sandbox.test/tibber/connect/authorize?" + pairs.joined(separator: "&")
    }

    private static func code(_ world: TibberWorld) async throws -> String {
        let back = try await world.decide("kari", at: address())
        return try #require(URLComponents(string: back)?.queryItems?.first { $0.name == "code" }?.value)
    }

    private static func exchange(
        _ world: TibberWorld, _ code: String, verifier: String = verifier,
        redirectURI: String = "http://rates.test/callback",
        secret: String = "sandbox-tibber-secret"
    ) async throws -> TibberWorld.Answer {
        try await world.post(
            "https://sandbox.test/tibber/connect/token",
            [
                "grant_type": "authorization_code", "code": code, "redirect_uri": redirectURI,
                "client_id": "ratebridge-sandbox", "client_secret": secret, "code_verifier": verifier,
            ])
    }

    private static func refresh(_ world: TibberWorld, _ token: String) async throws -> TibberWorld.Answer {
        try await world.post(
            "https://sandbox.test/tibber/connect/token",
            [
                "grant_type": "refresh_token", "refresh_token": token, "client_id": "ratebridge-sandbox",
                "client_secret": "sandbox-tibber-secret",
            ])
    }

    private static func isWelcome(_ world: TibberWorld, _ answer: TibberWorld.Answer) async throws -> Bool {
        let api = try await world.request(
            .post, "https://sandbox.test/tibber/v1-beta/gql", Array(#"{"query":"{viewer{name}}"}"#.utf8),
            type: "application/json", fields: [.authorization: "Bearer \(answer.json["access_token"]?.string ?? "")"])
        return api.json["data"]?["viewer"]?["name"] == "Kari"
    }

    @Test(arguments: [
        ["client_id": "another"], ["client_id": nil], ["redirect_uri": nil],
        ["redirect_uri": "http%3A%2F%2Frates.test%2Fcallback%2F"],
        ["redirect_uri": "http%3A%2F%2Frates.test%2Fcallback%3Fa=b"],
        ["redirect_uri": "https%3A%2F%2Fevil.example%2Fcallback"],
        ["redirect_uri": "http%3A%2F%2F127.0.0.1%2Fcallback"],
    ])
    func `sends nobody to an address that is not registered`(changes: [String: String?]) async throws {
        try await TibberWorld.run { world in
            let answer = try await world.get(Self.address(changes))
            #expect(answer.status == 400 && answer.location == nil)
        }
    }

    @Test func `lets a program on this machine use any port`() async throws {
        try await TibberWorld.run { world in
            let address = Self.address(["redirect_uri": "http%3A%2F%2F127.0.0.1%3A51234%2Fcallback"])
            let answer = try await world.get(address)
            #expect(answer.status == 200)
        }
    }

    @Test(
        arguments: [
            (["response_type": "token"], "unsupported_response_type"), (["code_challenge": nil], "invalid_request"),
            (["code_challenge_method": "plain"], "invalid_request"), (["scope": "everything"], "invalid_scope"),
        ] as [([String: String?], String)])
    func `tells the client what is wrong with its request`(changes: [String: String?], code: String) async throws {
        try await TibberWorld.run { world in
            let answer = try await world.get(Self.address(changes))
            #expect(answer.status == 303)
            #expect(answer.location?.hasPrefix("http://rates.test/callback?error=\(code)&") == true)
            #expect(answer.location?.contains("state=xyz") == true)
        }
    }

    @Test func `does not let a wrong password in`() async throws {
        try await TibberWorld.run { world in
            let page = try await world.get(Self.address()).text
            let id = try #require(page.firstMatch(of: /name="request" value="([^"]+)"/)?.1)
            let answer = try await world.post(
                "https://sandbox.test/tibber/connect/sign-in",
                ["request": String(id), "email": "kari@tibber.example", "password": "sunlight"])
            #expect(answer.status == 422)
            let decision = try await world.post(
                "https://sandbox.test/tibber/connect/consent", ["request": String(id), "decision": "allow"])
            #expect(decision.location == nil)
        }
    }

    @Test func `exchanges a code for tokens that work`() async throws {
        try await TibberWorld.run { world in
            let answer = try await Self.exchange(world, Self.code(world))
            #expect(answer.json["expires_in"] == .number(3600) && answer.json["token_type"] == "Bearer")
            #expect(try await Self.isWelcome(world, answer))
        }
    }

    @Test func `takes a code once, and revokes what came from it when it comes again`() async throws {
        try await TibberWorld.run { world in
            let code = try await Self.code(world)
            let first = try await Self.exchange(world, code)
            #expect(try await Self.exchange(world, code).json["error"] == "invalid_grant")
            #expect(try await !Self.isWelcome(world, first))
            #expect(try await Self.refresh(world, first.json["refresh_token"]?.string ?? "").status == 400)
        }
    }

    @Test func `wants the verifier, the redirect URI and the secret that belong to the code`() async throws {
        try await TibberWorld.run { world in
            let code = try await Self.code(world)
            let other = String(Self.verifier.reversed())
            #expect(try await Self.exchange(world, code, verifier: other).json["error"] == "invalid_grant")
            #expect(
                try await Self.exchange(world, code, redirectURI: "http://rates.test/other").json["error"]
                    == "invalid_grant")
            #expect(try await Self.exchange(world, code, secret: "wrong").json["error"] == "invalid_client")
            #expect(try await Self.exchange(world, code).status == 200)
        }
    }

    @Test func `takes a code for a minute`() async throws {
        try await TibberWorld.run { world in
            let code = try await Self.code(world)
            try await world.wait(days: 0.001)
            #expect(try await Self.exchange(world, code).json["error"] == "invalid_grant")
        }
    }

    @Test func `rotates refresh tokens, and revokes the sign-in when an old one comes again`() async throws {
        try await TibberWorld.run { world in
            let first = try await Self.exchange(world, Self.code(world)).json["refresh_token"]?.string ?? ""
            let second = try await Self.refresh(world, first)
            #expect(second.json["refresh_token"]?.string != first)
            #expect(try await Self.isWelcome(world, second))
            #expect(try await Self.refresh(world, first).json["error"] == "invalid_grant")
            #expect(try await !Self.isWelcome(world, second))
            #expect(try await Self.refresh(world, second.json["refresh_token"]?.string ?? "").status == 400)
        }
    }

    @Test func `lets access tokens end after an hour and refresh tokens after thirty days`() async throws {
        try await TibberWorld.run { world in
            let answer = try await Self.exchange(world, Self.code(world))
            try await world.wait(days: 0.05)
            #expect(try await !Self.isWelcome(world, answer))
            let renewed = try await Self.refresh(world, answer.json["refresh_token"]?.string ?? "")
            #expect(renewed.status == 200)
            try await world.wait(days: 30.1)
            #expect(try await Self.refresh(world, renewed.json["refresh_token"]?.string ?? "").status == 400)
        }
    }

    @Test func `checks queries against its schema`() async throws {
        try await TibberWorld.run { world in
            let token = try await Self.exchange(world, Self.code(world)).json["access_token"]?.string ?? ""
            let query = "{viewer{homes{currentSubscription{priceInfo{range(resolution: YEARLY){nodes{total}}}}}}}"
            let answer = try await world.request(
                .post, "https://sandbox.test/tibber/v1-beta/gql", JSON.object(["query": .string(query)]).serialised(),
                type: "application/json", fields: [.authorization: "Bearer \(token)"])
            #expect(answer.json.first("errors") != nil && answer.json["data"] == nil)
        }
    }
}
