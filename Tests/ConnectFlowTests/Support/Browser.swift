import Foundation
import HTTPTypes
import Logging
import ProviderKit
import Synchronization
import Testing

@testable import ConnectFlow

/// A customer's browser before a flow of its own, with Connect and a provider behind it.
final class Browser {
    static let token = ConnectSim.token
    static let start = Date(timeIntervalSince1970: 1_790_000_000)

    let connect = ConnectSim()
    let provider = ProviderSim.Script()
    let log = LogCapture.Lines()
    var settings = ConnectFlow.Settings()
    var keys = SessionKeys(secret: Secret("0123456789abcdef0123456789abcdef"))
    var mount = Mount.root
    var isSecure = false
    var now = Browser.start
    /// What a browser sends with a form of our own page.
    var fields: HTTPFields = [.secFetchSite: "same-origin"]
    /// By name.
    var cookies: [String: String] = [:]
    var acceptsCookies = true

    var flow: ConnectFlow {
        get throws {
            let now = now
            return ConnectFlow(
                provider: AnyProvider(ProviderSim(provider)),
                connect: ConnectClient(
                    url: try #require(URL(string: "https://connect.example")), transport: connect),
                transport: connect, keys: keys, pages: try Self.pages.get(), settings: settings,
                logger: Logger(label: "test") { [log] _ in LogCapture(log) }, now: { now })
        }
    }

    private static let pages = Result { try Pages.embedded() }

    /// Opens a route below the mount; the token goes along unless the query says otherwise.
    @discardableResult
    func get(_ route: String, query: String = "fp_cot=\(Browser.token)", _ fields: HTTPFields = [:]) async throws
        -> Answer
    {
        try await send(.get, route, query: query, fields)
    }

    /// Posts a form.
    @discardableResult
    func post(_ route: String, _ form: [(String, String)] = [], query: String = "fp_cot=\(Browser.token)") async throws
        -> Answer
    {
        let body = form.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        var fields = fields
        fields[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, route, query: query, fields, body: Array(body.utf8))
    }

    func send(
        _ method: HTTPRequest.Method, _ route: String, query: String = "fp_cot=\(Browser.token)", _ fields: HTTPFields,
        body: [UInt8] = []
    ) async throws -> Answer {
        var head = HTTPRequest(
            method: method, scheme: isSecure ? "https" : "http", authority: "rates.example", path: route,
            headerFields: fields)
        if !cookies.isEmpty {
            head.headerFields[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")
        }
        let response = try await flow.respond(
            to: FlowRequest(head: head, body: body, mount: mount, route: route, query: query, id: "req-1"))
        if acceptsCookies { store(response) }
        return Answer(response)
    }

    private func store(_ response: FlowResponse) {
        for line in response.head.headerFields[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = line.contains("Max-Age=0;") ? nil : String(pair[1])
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    // MARK: - Shortcuts

    static let credentials = [("login", "ann@example.com"), ("password", "correct horse")]

    /// Opens the link.
    @discardableResult func open() async throws -> Answer { try await get("/") }

    /// Opens the link and logs in.
    @discardableResult func logIn(_ form: [(String, String)] = Browser.credentials) async throws -> Answer {
        try await open()
        return try await post("/auth_metadata_capture", form)
    }
}

/// What came back, as a test reads it.
struct Answer {
    let response: FlowResponse

    init(_ response: FlowResponse) { self.response = response }

    var status: Int { response.head.status.code }
    var location: String? { response.head.headerFields[.location] }
    var html: String { String(decoding: response.body, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue(parsing: response.body)) ?? .null }
    var setCookies: [String] { response.head.headerFields[values: .setCookie] }
    subscript(name: HTTPField.Name) -> String? { response.head.headerFields[name] }

    /// The page's headline.
    var title: String {
        guard let start = html.range(of: "<title>"), let end = html.range(of: "</title>") else { return "" }
        return String(html[start.upperBound..<end.lowerBound])
    }

    /// The route that "Close" or "Set tariff manually" dismisses.
    var closes: String? {
        guard html.contains("value=\"DISMISS_DIRECT\""), let start = html.range(of: "name=\"route\" value=\"") else {
            return nil
        }
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }
}
