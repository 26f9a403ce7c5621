import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting

/// Star Power's site, as small as it can be: a token endpoint whose tokens tell whose they are and how often they were
/// renewed, and Moon Power's contracts and prices for whoever has one.
struct StarSite: HTTPTransport {
    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        if call.url.path == "/token" { return token(String(decoding: call.body, as: UTF8.self)) }
        let bearer = call.headerFields[.authorization] ?? ""
        guard let token = bearer.wholeMatch(of: /Bearer star-access-([a-z]+)-[0-9]+/) else {
            return .json(#"{"error":"token"}"#, status: 401)
        }
        // Moon Power's site tells customers by the end of their token.
        var moon = call
        moon.headerFields[.authorization] = "Bearer \(token.1)"
        return try await MoonSite().send(moon, deadline: deadline)
    }

    private func token(_ form: String) -> HTTPAnswer {
        if let code = form.firstMatch(of: /code=star-code-([a-z]+)/) { return issue(String(code.1), 1) }
        if let token = form.firstMatch(of: /refresh_token=star-refresh-([a-z]+)-([0-9]+)/), let number = Int(token.2) {
            return issue(String(token.1), number + 1)
        }
        return .json(#"{"error":"invalid_grant"}"#, status: 400)
    }

    private func issue(_ name: String, _ number: Int) -> HTTPAnswer {
        .json(
            """
            {"access_token":"star-access-\(name)-\(number)","refresh_token":"star-refresh-\(name)-\(number)",
             "token_type":"Bearer","expires_in":3600}
            """)
    }

    /// Its pages, which ask for nothing.
    static let pages = SignInPages { address, customer in
        let query = URLComponents(string: address)?.queryItems ?? []
        let value = { (name: String) in query.first { $0.name == name }?.value ?? "" }
        let name = (customer.credentials["login"] ?? "").prefix { $0 != "@" }
        return "\(value("redirect_uri"))?code=star-code-\(name)&state=\(value("state"))"
    }
}
