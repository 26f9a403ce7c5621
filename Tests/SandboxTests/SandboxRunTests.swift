import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import Sandbox

/// The Sandbox on a real port.
@Suite struct SandboxRunTests {
    /// Calls the test with the base URL of a Sandbox on a free port.
    private func running(_ test: @escaping @Sendable (String) async throws -> Void) async throws {
        var configuration = Sandbox.Configuration()
        configuration.logger.logLevel = .critical
        configuration.loadDelay = 1
        try await Sandbox(configuration: configuration).running { try await test("http://127.0.0.1:\($0)") }
    }

    private func login(_ name: String, at base: String, seconds: Int64 = 20) async throws -> Int {
        var request = HTTPClientRequest(url: base + "/lunar/api/login")
        request.method = .POST
        request.body = .bytes(
            ByteBuffer(string: "{\"email\":\"\(name)@lunar.example\",\"password\":\"\(DemoCustomer.password)\"}"))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(seconds))
        _ = try await response.body.collect(upTo: 1 << 16)
        return Int(response.status.code)
    }

    @Test func `it serves on the port that it names and ends when cancelled`() async throws {
        try await running { base in
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: base + "/"), timeout: .seconds(5))
            #expect(response.status == .ok)
        }
    }

    @Test func `its own addresses carry the port`() async throws {
        try await running { base in
            var request = HTTPClientRequest(url: base + "/control/token")
            request.method = .POST
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
            let token = try JSONValue(json: Data(try await response.body.collect(upTo: 1 << 16).readableBytesView))
            #expect(token["url"]?.string?.hasPrefix("http://localhost:8080/?fp_cot=") == true)
        }
    }

    /// How the reading of a tariff from that integration ends.
    private func read(from integration: String, at base: String) async throws -> JSONValue? {
        _ = try await post("/control/integration", ["url": .string(integration)], at: base)
        let token = try #require(try await post("/control/token", [:], at: base)["connect_token"])
        _ = try await post("/connect", ["connect_token": token, "route": "start_tariff_integration"], at: base)
        _ = try await post(
            "/connect", ["connect_token": token, "route": "auth_metadata_capture", "data": Desk.login], at: base)
        return try await post("/control/read", ["connect_token": token], at: base)["code"]
    }

    private func post(_ path: String, _ body: JSONValue, at base: String) async throws -> JSONValue {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try body.json()))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        return try JSONValue(json: Data(try await response.body.collect(upTo: 1 << 16).readableBytesView))
    }

    @Test func `an integration without the route is read in vain`() async throws {
        try await running { base in
            let code = try await read(from: base + "/lunar", at: base)
            #expect(code == "http_404")
        }
    }

    @Test func `an integration that is not there is unreachable at once`() async throws {
        try await running { base in
            let code = try await read(from: "http://127.0.0.1:1", at: base)
            #expect(code == "integration_unreachable")
        }
    }

    @Test func `a login that hangs gets no answer`() async throws {
        try await running { base in
            await #expect(throws: HTTPClientError.self) { try await login("hang", at: base, seconds: 1) }
        }
    }

    @Test func `a reset connection is an error for the caller`() async throws {
        try await running { base in
            var fault = HTTPClientRequest(url: base + "/control/connect-fault")
            fault.method = .POST
            fault.body = .bytes(ByteBuffer(string: #"{"mode":"reset"}"#))
            _ = try await HTTPClient.shared.execute(fault, timeout: .seconds(5))
            var call = HTTPClientRequest(url: base + "/connect")
            call.method = .POST
            await #expect(throws: (any Error).self) { try await HTTPClient.shared.execute(call, timeout: .seconds(5)) }
        }
    }

    @Test func `five hundred slow logins wait at the same time`() async throws {
        try await running { base in
            var configuration = HTTPClient.Configuration()
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 500
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let clock = ContinuousClock()
            let started = clock.now
            let answers = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        var request = HTTPClientRequest(url: base + "/lunar/api/login")
                        request.method = .POST
                        let body = "{\"email\":\"load-\(number)@lunar.example\",\"password\":\"moonlight\"}"
                        request.body = .bytes(ByteBuffer(string: body))
                        return (try? await client.execute(request, timeout: .seconds(30)))?.status == .ok
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try await client.shutdown()
            #expect(answers == 500)
            #expect(clock.now - started < .seconds(20))
        }
    }
}
