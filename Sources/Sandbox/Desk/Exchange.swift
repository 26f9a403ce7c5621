import FoundationEssentials
import HTTPTypes
import ProviderKit

/// A call that the Sandbox received or made, as the desk shows it.
struct Exchange: Sendable {
    /// Who takes part, in the order in which they stand beside each other.
    enum Party: Int, Sendable, CaseIterable {
        case app, browser, responder, flatPeak, provider

        var name: String {
            switch self {
            case .app: "App"
            case .browser: "Browser"
            case .responder: "Responder"
            case .flatPeak: "FlatPeak"
            case .provider: "Provider"
            }
        }
    }

    /// What became of a call.
    enum End: Sendable {
        case waiting
        /// No answer came, or nobody was there any more to take it.
        case unanswered
        case answered(HTTPAnswer)
    }

    /// A call as it came: nothing of it is looked at before somebody opens the desk.
    struct Call: Sendable {
        let method: HTTPRequest.Method
        /// With scheme and host.
        let address: String
        var headerFields: HTTPFields = [:]
        var body: [UInt8] = []

        var url: URL? { URL(string: address) }
    }

    let id: Int
    var from: Party
    let to: Party
    let started: Date
    var call: Call
    /// The connect token of its session, where the caller's side knows it.
    var knownToken: String?
    var duration: TimeInterval?
    var end = End.waiting
    /// The fault that was asked for at the desk, by its name.
    var fault: String?
    /// The length of an answer that was too large to keep, in bytes.
    var omitted: Int?
    private var isRead = false

    init(
        id: Int, from: Party, to: Party, started: Date, call: Call, knownToken: String? = nil, fault: String? = nil
    ) {
        (self.id, self.from, self.to, self.started, self.call) = (id, from, to, started, call)
        (self.knownToken, self.fault) = (knownToken, fault)
    }

    /// The same with its token found, and its caller told apart.
    var read: Exchange {
        var read = self
        read.knownToken = token
        read.isRead = true
        if to == .flatPeak, Self.isTheApps(call.body) { read.from = .app }
        return read
    }

    /// The connect token of its session, wherever it stands in the call or the answer.
    var token: String? {
        if isRead || knownToken != nil { return knownToken }
        if let token = call.url.flatMap({ FormQuery.value("fp_cot", in: $0) }) { return token }
        return Self.token(in: call.body) ?? answer.flatMap { Self.token(in: $0.body) }
    }

    var answer: HTTPAnswer? {
        guard case .answered(let answer) = end else { return nil }
        return answer
    }

    /// What it takes to keep, in bytes.
    var size: Int { call.body.count + (answer?.body.count ?? 0) }

    /// What it is about: Connect's step, a GraphQL operation, else the path.
    var title: String {
        let json = try? JSONValue(json: Data(call.body))
        let name = json?["action"]?.string ?? json?["route"]?.string ?? json?["operationName"]?.string
        return name ?? call.url?.path ?? call.address
    }

    /// The app picks the provider, and asks in the end where the session stands; both go to Connect as well.
    private static func isTheApps(_ body: [UInt8]) -> Bool {
        guard let route = (try? JSONValue(json: Data(body)))?["route"]?.string else { return false }
        return ["provider_select", "session_restore"].contains(route)
    }

    private static func token(in body: [UInt8]) -> String? {
        (try? JSONValue(json: Data(body)))?["connect_token"]?.string
    }
}

/// A value of a query.
enum FormQuery {
    static func value(_ name: String, in url: URL) -> String? {
        for pair in (url.query(percentEncoded: false) ?? "").split(separator: "&") where pair.hasPrefix("\(name)=") {
            return String(pair.dropFirst(name.count + 1))
        }
        return nil
    }
}
