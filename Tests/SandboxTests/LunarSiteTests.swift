import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct LunarSiteTests {
    private static func login(
        _ desk: Desk, _ name: String, password: String = DemoCustomer.password
    ) async throws -> Desk.Reply {
        try await desk.post(
            "/lunar/api/login", ["email": .string("\(name)@lunar.example"), "password": .string(password)])
    }

    private static func accessToken(_ desk: Desk, _ name: String) async throws -> String {
        try #require(try await login(desk, name).json["access_token"]?.string)
    }

    private static func challenge(_ desk: Desk) async throws -> JSONValue {
        try #require(try await login(desk, "code").json["challenge"])
    }

    @Test func `the right password signs in with a token of a kilobyte`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "ada")
            #expect(reply.json["status"] == "signed_in")
            #expect(reply.json["access_token"]?.string?.utf8.count == 1_028)
        }
    }

    @Test(arguments: ["ada", "nobody"]) func `a wrong password is a 401`(name: String) async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, name, password: "sunshine")
            #expect(reply.status == 401)
            #expect(reply.json == ["error": "invalid_credentials"])
        }
    }

    @Test func `capital letters in the address make no difference`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "ADA")
            #expect(reply.status == 200)
        }
    }

    @Test func `a body without a password is a 400`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/lunar/api/login", ["email": "ada@lunar.example"])
            #expect(reply.status == 400)
        }
    }

    @Test func `after five wrong passwords the right one is refused too`() async throws {
        try await withSandbox { desk in
            for _ in 0..<5 { _ = try await Self.login(desk, "ada", password: "wrong") }
            let reply = try await Self.login(desk, "ada")
            #expect(reply.status == 429)
            #expect(reply.headers[.retryAfter] == "900")
        }
    }

    @Test func `wrong passwords are forgotten after a quarter of an hour`() async throws {
        try await withSandbox { desk in
            for _ in 0..<5 { _ = try await Self.login(desk, "ada", password: "wrong") }
            try await desk.advance(900)
            #expect(try await Self.login(desk, "ada").status == 200)
        }
    }

    @Test func `the attempts of one customer do not lock out another`() async throws {
        try await withSandbox { desk in
            for _ in 0..<5 { _ = try await Self.login(desk, "ada", password: "wrong") }
            #expect(try await Self.login(desk, "flat").status == 200)
        }
    }

    @Test func `a one-time code is asked for`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "code")
            #expect(reply.json["status"] == "code_required")
            #expect(reply.json["hint"] == "+44 •••• 123")
        }
    }

    @Test(arguments: [("246810", 200, nil), ("111111", 401, "invalid_code"), ("135790", 410, "expired_code")])
    func `codes are right, wrong or expired`(code: String, status: Int, error: String?) async throws {
        try await withSandbox { desk in
            let body: JSONValue = ["challenge": try await Self.challenge(desk), "code": .string(code)]
            let reply = try await desk.post("/lunar/api/login/code", body)
            #expect(reply.status == status)
            #expect(reply.json["error"]?.string == error)
        }
    }

    @Test func `a challenge signs in once`() async throws {
        try await withSandbox { desk in
            let body: JSONValue = ["challenge": try await Self.challenge(desk), "code": .string(DemoCustomer.code)]
            _ = try await desk.post("/lunar/api/login/code", body)
            #expect(try await desk.post("/lunar/api/login/code", body).status == 410)
        }
    }

    @Test func `a challenge expires after five minutes`() async throws {
        try await withSandbox { desk in
            let body: JSONValue = ["challenge": try await Self.challenge(desk), "code": .string(DemoCustomer.code)]
            try await desk.advance(300)
            #expect(try await desk.post("/lunar/api/login/code", body).status == 410)
        }
    }

    @Test func `five wrong codes end the challenge`() async throws {
        try await withSandbox { desk in
            let challenge = try await Self.challenge(desk)
            for _ in 0..<5 {
                _ = try await desk.post("/lunar/api/login/code", ["challenge": challenge, "code": "000000"])
            }
            let right: JSONValue = ["challenge": challenge, "code": .string(DemoCustomer.code)]
            #expect(try await desk.post("/lunar/api/login/code", right).status == 410)
        }
    }

    @Test func `contracts need a token`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/lunar/api/contracts")
            #expect(reply.status == 401)
        }
    }

    @Test func `an access token expires after an hour`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "ada")
            try await desk.advance(3_600)
            #expect(try await desk.get("/lunar/api/contracts", bearer: token).status == 401)
        }
    }

    @Test(arguments: [("ada", 1), ("export", 2), ("homes", 3), ("thirty", 30), ("none", 0)])
    func `each customer has their contracts`(name: String, count: Int) async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, name)
            let reply = try await desk.get("/lunar/api/contracts", bearer: token)
            #expect(reply.json["contracts"]?.array?.count == count)
        }
    }

    @Test func `a live contract has the year of the clock`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "ada")
            let contract = try await desk.get("/lunar/api/contracts", bearer: token).json["contracts"]?.array?.first
            #expect(contract?["starts"] == "2026-01-01")
            #expect(contract?["ends"] == "2027-01-01")
        }
    }

    @Test func `a future contract has no end`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "moved")
            let contracts = try await desk.get("/lunar/api/contracts", bearer: token).json["contracts"]?.array
            #expect(contracts?.last?["status"] == "future")
            #expect(contracts?.last?["ends"] == nil)
        }
    }

    @Test func `prices come as text in pence`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "ada")
            let tariff = try await desk.get("/lunar/api/contracts/LE-1001/tariff", bearer: token).json
            #expect(tariff["unit"] == "p/kWh")
            #expect(tariff["prices"]?.array?[1]["price"] == "7.00035")
        }
    }

    @Test func `somebody else's contract is not found`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "ada")
            #expect(try await desk.get("/lunar/api/contracts/LE-1002/tariff", bearer: token).status == 404)
        }
    }

    @Test func `down is a 503`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "down")
            #expect(reply.status == 503)
        }
    }

    @Test func `late goes down after the login`() async throws {
        try await withSandbox { desk in
            let token = try await Self.accessToken(desk, "late")
            let reply = try await desk.get("/lunar/api/contracts", bearer: token)
            #expect(reply.status == 503)
        }
    }

    @Test func `broken is a web page`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "broken")
            #expect(reply.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }

    @Test func `limited is a 429 with the time to wait`() async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, "limited")
            #expect(reply.status == 429)
            #expect(reply.headers[.retryAfter] == "120")
        }
    }

    @Test(arguments: [("load-17", 200), ("load-", 401), ("load-x", 401)])
    func `load customers have numbers`(name: String, status: Int) async throws {
        try await withSandbox { desk in
            let reply = try await Self.login(desk, name)
            #expect(reply.status == status)
        }
    }

    @Test func `the logo is an SVG`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/lunar/logo.svg")
            #expect(reply.headers[.contentType] == "image/svg+xml")
        }
    }
}
