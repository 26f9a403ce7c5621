import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct ControlSiteTests {
    @Test func `a token comes bound, with the address to open`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/control/token", [:])
            let token = try #require(reply.json["connect_token"]?.string)
            #expect(reply.json["url"]?.string == "https://lunar.test/mount/?fp_cot=\(token)")
        }
    }

    @Test func `a token for an unknown provider is refused`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/control/token", ["provider": "moon-gas"])
            #expect(reply.status == 400)
        }
    }

    @Test func `a token request is checked as FlatPeak checks it`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/control/token", ["direction": "UP"])
            #expect(reply.code == "direction_invalid")
        }
    }

    @Test func `the log has the exact bodies of one token`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            let body = "{ \"route\":\"start_tariff_integration\",  \"connect_token\":\"\(token)\"}"
            _ = try await desk.send(.post, "/connect", body, type: "application/json; charset=utf-8")
            _ = try await desk.connect("cot_unknown0", "session_restore")
            let calls = try await desk.get("/control/connect-log?connect_token=\(token)").json["calls"]?.array
            #expect(calls?.count == 1)
            #expect(calls?.first?["body"]?.string == body)
            #expect(calls?.first?["content_type"] == "application/json; charset=utf-8")
        }
    }

    @Test func `the log keeps what was no JSON`() async throws {
        try await withSandbox { desk in
            _ = try await desk.send(.post, "/connect", "route=x", type: "text/plain")
            let calls = try await desk.get("/control/connect-log").json["calls"]?.array
            #expect(calls?.first?["body"] == "route=x")
        }
    }

    @Test func `the integration can be moved while running`() async throws {
        try await withSandbox { desk in
            _ = try await desk.post("/control/integration", ["url": "http://localhost:8123/x/"])
            let url = try await desk.post("/control/token", [:]).json["url"]?.string
            #expect(url?.hasPrefix("http://localhost:8123/x/?fp_cot=") == true)
        }
    }

    @Test func `a reset forgets the sessions`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.post("/control/reset", [:])
            #expect(try await desk.connect(token, "start_tariff_integration").status == 404)
        }
    }

    @Test func `a reset sets the clock right`() async throws {
        try await withSandbox { desk in
            try await desk.advance(1_000)
            _ = try await desk.post("/control/reset", [:])
            let now = try await desk.post("/control/clock", ["advance_seconds": 0]).json["now"]
            #expect(now == "2026-11-23T12:00:00Z")
        }
    }

    @Test func `the customers are listed with what they show`() async throws {
        try await withSandbox { desk in
            let customers = try await desk.get("/control/customers").json["customers"]?.array
            #expect(customers?.count == Sandbox.customers.count)
            #expect(customers?.first?["password"] == "moonlight")
        }
    }

    @Test func `nothing can be read before a customer signed in`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            #expect(try await desk.post("/control/read", ["connect_token": .string(token)]).status == 400)
        }
    }

    @Test func `the index page names every site`() async throws {
        try await withSandbox { desk in
            let page = try await desk.get("/").text
            for prefix in ["app", "flatpeak", "connect", "lunar", "control"] { #expect(page.contains(">/\(prefix)<")) }
        }
    }
}
