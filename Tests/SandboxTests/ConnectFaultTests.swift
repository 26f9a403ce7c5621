import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct ConnectFaultTests {
    /// What the next call gets after a fault was set.
    private func reply(
        to fault: JSONValue, _ check: @escaping @Sendable (Desk.Reply) throws -> Void
    ) async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            #expect(try await desk.post("/control/connect-fault", fault).status == 200)
            try check(try await desk.connect(token, "start_tariff_integration"))
        }
    }

    @Test func `down is a 503 error object`() async throws {
        try await reply(to: ["mode": "down"]) {
            #expect($0.status == 503)
            #expect($0.json["type"] == "api_error")
        }
    }

    @Test func `a rate limit says when to come back`() async throws {
        try await reply(to: ["mode": "error_429"]) {
            #expect($0.status == 429)
            #expect($0.headers[.retryAfter] == "30")
        }
    }

    @Test func `html is a page with 200`() async throws {
        try await reply(to: ["mode": "html"]) { #expect($0.text.hasPrefix("<!DOCTYPE html>")) }
    }

    @Test func `empty is nothing with 200`() async throws {
        try await reply(to: ["mode": "empty"]) {
            #expect($0.status == 200)
            #expect($0.text.isEmpty)
        }
    }

    @Test func `an unknown route comes as a page object`() async throws {
        try await reply(to: ["mode": "unknown_route"]) { #expect($0.json["route"] == "tariff_lottery") }
    }

    @Test func `no data leaves the member out`() async throws {
        try await reply(to: ["mode": "no_data"]) {
            #expect($0.json["route"] == "auth_metadata_capture")
            #expect($0.json["data"] == nil)
        }
    }

    @Test func `a redirect to javascript can be had`() async throws {
        try await reply(to: ["mode": "javascript_redirect"]) {
            #expect($0.json["data"]?["redirect_url"] == "javascript:alert(1)")
        }
    }

    @Test func `the older key of a redirect can be had`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.post("/control/connect-fault", ["mode": "redirect_uri"])
            let reply = try await desk.action(token, "auth_metadata_capture", "DISMISS_DIRECT")
            #expect(
                reply.json["data"] == ["redirect_uri": .string("http://sandbox.test/app/return?fp_cot=\(token)")])
        }
    }

    @Test func `slow answers rightly in the end`() async throws {
        try await reply(to: ["mode": "slow", "seconds": 0]) { #expect($0.status == 200) }
    }

    @Test func `a fault is over after its number of calls`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.post("/control/connect-fault", ["mode": "down", "times": 2])
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await desk.connect(token, "start_tariff_integration").status) }
            #expect(statuses == [503, 503, 200])
        }
    }

    @Test func `a fault can be for one token`() async throws {
        try await withSandbox { desk in
            let (one, other) = (try await desk.token(), try await desk.token())
            _ = try await desk.post("/control/connect-fault", ["mode": "down", "connect_token": .string(other)])
            #expect(try await desk.connect(one, "start_tariff_integration").status == 200)
            #expect(try await desk.connect(other, "start_tariff_integration").status == 503)
        }
    }

    @Test func `a fault can be for one route`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.post("/control/connect-fault", ["mode": "down", "route": "auth_metadata_capture"])
            #expect(try await desk.connect(token, "start_tariff_integration").status == 200)
            #expect(try await desk.connect(token, "auth_metadata_capture", data: Desk.login).status == 503)
        }
    }

    @Test func `none takes the faults away`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.post("/control/connect-fault", ["mode": "down", "times": 9])
            _ = try await desk.post("/control/connect-fault", ["mode": "none"])
            #expect(try await desk.connect(token, "start_tariff_integration").status == 200)
        }
    }

    @Test func `a fault leaves the session where it was`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.capture(token)
            _ = try await desk.post("/control/connect-fault", ["mode": "error_500"])
            _ = try await desk.action(token, "consent_capture", "DISMISS_DIRECT")
            #expect(try await desk.action(token, "consent_capture", "DISMISS_DIRECT").status == 200)
        }
    }

    @Test func `an unknown mode is refused with the known ones`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/control/connect-fault", ["mode": "sideways"])
            #expect(reply.status == 400)
            #expect(reply.text.contains("javascript_redirect"))
        }
    }
}
