import FoundationEssentials
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

    let id: Int
    let from: Party
    let to: Party
    let started: Date
    let call: HTTPCall
    /// The connect token of its session, where the caller's side knows it.
    var knownToken: String?
    var duration: TimeInterval?
    var end = End.waiting
    /// The fault that was asked for at the desk, by its name.
    var fault: String?

    /// The connect token of its session, wherever it stands in the call or the answer.
    var token: String? {
        if let knownToken { return knownToken }
        if let token = FormQuery.value("fp_cot", in: call.url) { return token }
        return Self.token(in: call.body) ?? answer.flatMap { Self.token(in: $0.body) }
    }

    var answer: HTTPAnswer? {
        guard case .answered(let answer) = end else { return nil }
        return answer
    }

    /// What it is about: Connect's step, a GraphQL operation, else the path.
    var title: String {
        let json = try? JSONValue(json: Data(call.body))
        let name = json?["action"]?.string ?? json?["route"]?.string ?? json?["operationName"]?.string
        return name ?? call.url.path
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
