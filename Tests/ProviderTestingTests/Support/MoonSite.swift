import Foundation
import HTTPTypes
import ProviderKit

/// Moon Power's site, as small as it can be: a login, contracts, prices.
struct MoonSite: HTTPTransport {
    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let body = (try? JSONValue(parsing: call.body)) ?? .null
        switch call.url.path {
        case "/login": return login(body)
        case "/code":
            guard body["code"] == "246810" else { return .json(#"{"error":"code"}"#, status: 401) }
            return .json(#"{"token":"moon-token-code"}"#)
        case "/contracts": return contracts(call.headerFields[.authorization] ?? "")
        case let path where path.hasPrefix("/prices/"):
            return .json(#"{"name":"Moon Simple","pence":"24.393","until":"2026-06-16T00:00:00Z"}"#)
        default: return .json("{}", status: 404)
        }
    }

    private func login(_ body: JSONValue) -> HTTPAnswer {
        guard body["password"] == "moonlight", let login = body["login"]?.string else {
            return .json(#"{"error":"password"}"#, status: 401)
        }
        return .json(
            login == "code@moon.example" ? #"{"needs":"code"}"# : #"{"token":"moon-token-\#(login.prefix(4))"}"#)
    }

    private func contracts(_ authorization: String) -> HTTPAnswer {
        let all = ["M-1 IMPORT", "M-2 EXPORT"] + (authorization.hasSuffix("many") ? ["M-3 IMPORT"] : [])
        let items = all.map { #"{"id":"\#($0.prefix(3))","direction":"\#($0.dropFirst(4))"}"# }
        return .json("[\(items.joined(separator: ","))]")
    }
}
