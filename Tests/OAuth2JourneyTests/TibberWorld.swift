import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import ProviderKit
import Synchronization
import Testing

@testable import ConnectFlow
@testable import Sandbox
@testable import Tibber

typealias JSON = ProviderKit.JSONValue

/// Tibber, Connect and FlatPeak as the Sandbox plays them, and our flow, all in one process and on one clock.
final class TibberWorld: Sendable {
    static let start = Date(timeIntervalSince1970: 1_795_435_200)  // 2026-11-23T12:00:00Z

    private struct State {
        var now = TibberWorld.start
        var flow: ConnectFlow?
        var cookies: [String: String] = [:]
        var settings = ConnectFlow.Settings()
        var lines: [String] = []
    }

    private let state = Mutex(State())
    private let client = Mutex<(any TestClientProtocol)?>(nil)

    /// Runs a test in a world of its own.
    static func run(
        keepsRenewed: Bool = true, settings: (inout ConnectFlow.Settings) -> Void = { _ in },
        _ test: @Sendable (TibberWorld) async throws -> Void
    ) async throws {
        let world = TibberWorld()
        world.state.withLock { state in
            state.settings.publicURL = URL(string: "http://rates.test")
            settings(&state.settings)
        }
        var configuration = Sandbox.Configuration()
        configuration.seed = 1
        configuration.clock = { start }
        configuration.publicURL = "https://sandbox.test"
        configuration.integrationURL = "http://rates.test"
        configuration.keepsRenewedAuthMetadata = keepsRenewed
        configuration.logger.logLevel = .critical
        let tariffPlan = TariffPlanCall { _, body, _ in
            let answer = try await world.request(
                .post, "http://rates.test/api/tariff_plan", Array(body), type: "application/json")
            return TariffPlanCall.Answer(status: answer.status, body: Data(answer.body))
        }
        let application = Sandbox(configuration: configuration).buildApplication(tariffPlan: tariffPlan)
        try await application.test(.router) { client in
            world.client.withLock { $0 = client }
            try await test(world)
        }
    }

    struct Answer: Sendable {
        let status: Int
        let fields: HTTPFields
        let body: [UInt8]
        var location: String? { fields[.location] }
        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSON { (try? JSON(parsing: body)) ?? .null }
    }

    // MARK: - Time and processes

    /// The Sandbox's clock and ours go on.
    func wait(days: Double) async throws {
        state.withLock { $0.now += days * 86_400 }
        _ = try await control("clock", ["advance_seconds": .number(Decimal(days * 86_400))])
    }

    /// The next request is another process's.
    func restart() { state.withLock { $0.flow = nil } }

    var log: [String] { state.withLock { $0.lines } }

    private func flow() throws -> ConnectFlow {
        if let flow = state.withLock({ $0.flow }) { return flow }
        let values = [
            "TIBBER_API_URL": "https://sandbox.test/tibber/v1-beta/gql", "TIBBER_CLIENT_ID": "ratebridge-sandbox",
            "TIBBER_AUTHORIZE_URL": "https://sandbox.test/tibber/connect/authorize",
            "TIBBER_TOKEN_URL": "https://sandbox.test/tibber/connect/token",
            "TIBBER_CLIENT_SECRET": "sandbox-tibber-secret",
        ]
        let transport = SandboxTransport(world: self)
        let flow = ConnectFlow(
            provider: AnyProvider(try Tibber(settings: ProviderSettings(Tibber.profile, values: values))),
            connect: ConnectClient(
                url: try #require(URL(string: "https://sandbox.test/connect")), transport: transport),
            transport: transport, keys: SessionKeys(secret: Secret("0123456789abcdef0123456789abcdef")),
            pages: try .embedded(), settings: state.withLock { $0.settings },
            logger: Logger(label: "test") { _ in LogLines { line in self.state.withLock { $0.lines.append(line) } } },
            now: { self.state.withLock { $0.now } })
        state.withLock { $0.flow = flow }
        return flow
    }

    // MARK: - Requests

    /// One request, to the Sandbox or to our flow, with our flow's cookies.
    func request(
        _ method: HTTPRequest.Method, _ address: String, _ body: [UInt8] = [],
        type: String = "application/x-www-form-urlencoded", fields: HTTPFields = [:]
    ) async throws -> Answer {
        let url = try #require(URL(string: address))
        var fields = fields
        if !body.isEmpty || method == .post { fields[.contentType] = type }
        let pathAndQuery = url.path(percentEncoded: true) + (url.query(percentEncoded: true).map { "?\($0)" } ?? "")
        guard url.host() == "rates.test" else {
            let client = try #require(client.withLock { $0 })
            let answer = try await client.executeRequest(
                uri: pathAndQuery, method: method, headers: fields, body: ByteBuffer(bytes: body))
            return Answer(
                status: answer.status.code, fields: answer.headers, body: Array(answer.body.readableBytesView))
        }
        if method == .post { fields[.secFetchSite] = "same-origin" }
        let cookies = state.withLock { $0.cookies }
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "rates.test", path: pathAndQuery, headerFields: fields)
        let response = try await flow().respond(
            to: FlowRequest(
                head: head, body: body, route: url.path(), query: url.query(percentEncoded: true) ?? "", id: "req-1"))
        for line in response.head.headerFields[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            state.withLock { $0.cookies[String(pair[0])] = line.contains("Max-Age=0;") ? nil : String(pair[1]) }
        }
        return Answer(
            status: response.head.status.code, fields: response.head.headerFields, body: response.body)
    }

    func get(_ address: String) async throws -> Answer { try await request(.get, address) }

    func post(_ address: String, _ form: KeyValuePairs<String, String> = [:]) async throws -> Answer {
        let text = form.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await request(.post, address, Array(text.joined(separator: "&").utf8))
    }

    /// The Sandbox's desk.
    func control(_ path: String, _ body: JSON? = nil) async throws -> JSON {
        let address = "https://sandbox.test/control/" + path
        guard let body else { return try await get(address).json }
        return try await request(.post, address, body.serialised(), type: "application/json").json
    }

    // MARK: - What a customer does

    /// Opens the link that the app gives, presses the button, and is at Tibber; the address of its sign-in page.
    func leave(_ token: String) async throws -> String {
        _ = try await get("http://rates.test/?fp_cot=\(token)")
        return try #require(try await post("http://rates.test/auth_metadata_capture?fp_cot=\(token)").location)
    }

    /// Signs in at Tibber and decides; the address that Tibber sends the customer to.
    func decide(_ customer: String, at address: String, _ decision: String = "allow") async throws -> String {
        let page = try await get(address).text
        let id = try #require(page.firstMatch(of: /name="request" value="([^"]+)"/)?.1)
        let consent = try await post(
            "https://sandbox.test/tibber/connect/sign-in",
            ["request": String(id), "email": "\(customer)@tibber.example", "password": "moonlight"])
        #expect(consent.status == 303)
        return try #require(
            try await post(
                "https://sandbox.test/tibber/connect/consent", ["request": String(id), "decision": decision]
            ).location)
    }

    func token(_ members: JSON = ["provider": "tibber"]) async throws -> String {
        try #require(try await control("token", members)["connect_token"]?.string)
    }

    /// The whole way to the app; the connect token.
    func connect(_ customer: String) async throws -> String {
        let token = try await token()
        let back = try await get(try await decide(customer, at: leave(token)))
        #expect(back.location == "/page?fp_cot=\(token)")
        let consent = try await post("http://rates.test/consent_capture?fp_cot=\(token)")
        #expect(consent.location?.hasPrefix("https://sandbox.test/app/return") == true)
        // FlatPeak reads in the background: time goes on when it is done.
        _ = try await control("reads?connect_token=\(token)")
        return token
    }

    /// FlatPeak reads the tariff (again).
    func read(_ token: String) async throws -> JSON {
        try await control("read", ["connect_token": .string(token)])
    }
}

/// Carries our flow's calls to the Sandbox.
private struct SandboxTransport: HTTPTransport {
    let world: TibberWorld

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        do {
            let answer = try await world.request(
                call.method, call.url.absoluteString, call.body, type: call.headerFields[.contentType] ?? "",
                fields: call.headerFields)
            return HTTPAnswer(status: .init(code: answer.status), headerFields: answer.fields, body: answer.body)
        } catch {
            throw .unreachable("\(error)")
        }
    }
}

private struct LogLines: LogHandler {
    let add: @Sendable (String) -> Void
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(_ add: @escaping @Sendable (String) -> Void) { self.add = add }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        add("\(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })")
    }
}
