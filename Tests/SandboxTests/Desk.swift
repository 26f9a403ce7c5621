import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Sandbox

/// A Sandbox in-process and a client of it.
struct Desk: Sendable {
    let client: any TestClientProtocol

    /// An answer, read.
    struct Reply: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        var json: JSONValue { (try? JSONValue(json: Data(text.utf8))) ?? .null }
        var code: String? { json["code"]?.string }
        var location: String? { headers[.location] }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String? = "application/json",
        authorization: String? = nil, fields: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = fields
        if body != nil { headers[.contentType] = type }
        headers[.authorization] = authorization
        let response = try await client.executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        return Reply(
            status: response.status.code, headers: response.headers, text: String(buffer: response.body))
    }

    func get(_ path: String, bearer: String? = nil) async throws -> Reply {
        try await send(.get, path, authorization: bearer.map { "Bearer \($0)" })
    }

    func post(_ path: String, _ body: JSONValue, bearer: String? = nil) async throws -> Reply {
        let text = String(decoding: try body.json(), as: UTF8.self)
        return try await send(.post, path, text, authorization: bearer.map { "Bearer \($0)" })
    }

    /// A token that is bound to the provider.
    func token(_ fields: JSONValue = [:]) async throws -> String {
        try #require(try await post("/control/token", fields).json["connect_token"]?.string)
    }

    func connect(_ token: String, _ route: String, data: JSONValue? = nil) async throws -> Reply {
        try await post(
            "/connect", .members(["connect_token": .string(token), "route": .string(route), "data": data]))
    }

    func action(_ token: String, _ route: String, _ action: String) async throws -> Reply {
        try await post(
            "/connect",
            ["connect_token": .string(token), "route": .string(route), "type": "submit", "action": .string(action)])
    }

    /// Signs in as far as the consent page; the answer's `auth_metadata_id`.
    func capture(_ token: String) async throws -> String {
        _ = try await connect(token, "start_tariff_integration")
        let reply = try await connect(token, "auth_metadata_capture", data: Self.login)
        return try #require(reply.json["data"]?["auth_metadata_id"]?.string)
    }

    /// The whole way to the redirect after consent.
    func consent(_ token: String) async throws -> Reply {
        let id = try await capture(token)
        return try await connect(
            token, "consent_capture", data: ["auth_metadata_id": .string(id), "consent_given": true])
    }

    /// A bearer token of FlatPeak's API.
    func bearer() async throws -> String {
        let reply = try await send(.get, "/flatpeak/login", authorization: Self.basic(Sandbox.Configuration().apiKey))
        return try #require(reply.json["bearer_token"]?.string)
    }

    func advance(_ seconds: Int) async throws {
        _ = try await post("/control/clock", ["advance_seconds": .integer(seconds)])
    }

    static let login: JSONValue = ["login": "ada@lunar.example", "password": "moonlight"]

    static func basic(_ key: String) -> String {
        "Basic " + Data("\(Sandbox.Configuration().accountID):\(key)".utf8).base64EncodedString()
    }
}

/// 23 November 2026, 12:00 UTC.
let noon = Date(timeIntervalSince1970: 1_795_435_200)

/// Runs a test against a Sandbox whose ids and time are fixed.
///
/// - Parameters:
///   - integration: What answers `POST /api/tariff_plan`.
///   - configure: Changes to the configuration.
///   - test: The test.
/// - Throws: What the test throws.
func withSandbox(
    integration: TariffPlanCall = .answering(Samples.tariffAnswer),
    configure: (inout Sandbox.Configuration) -> Void = { _ in },
    _ test: @Sendable (Desk) async throws -> Void
) async throws {
    var configuration = Sandbox.Configuration()
    configuration.seed = 1
    configuration.clock = { noon }
    configuration.publicURL = "http://sandbox.test"
    configuration.integrationURL = "https://lunar.test/mount"
    configuration.loadDelay = 0
    configuration.logger.logLevel = .critical
    configure(&configuration)
    let application = Sandbox(configuration: configuration).buildApplication(tariffPlan: integration)
    try await application.test(.router) { try await test(Desk(client: $0)) }
}
