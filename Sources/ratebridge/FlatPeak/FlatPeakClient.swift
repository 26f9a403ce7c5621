import Foundation
import HTTPTypes
import ProviderKit

/// FlatPeak's API as a developer's own test session uses it (FlatPeak protocol, section 5).
struct FlatPeakClient {
    private let api: URL
    private let connect: URL
    private let accountID: String
    private let apiKey: Secret
    private let transport: any HTTPTransport

    init(environment: EnvironmentVariables, transport: any HTTPTransport) throws(ConfigurationFault) {
        api = try .checked(environment, "FLATPEAK_API_URL", "https://api.flatpeak.com")
        connect = try .checked(environment, "CONNECT_API_URL", "https://connect.flatpeak.com")
        guard let accountID = environment["FLATPEAK_ACCOUNT_ID"], let apiKey = environment["FLATPEAK_API_KEY"] else {
            throw ConfigurationFault(
                variable: "FLATPEAK_ACCOUNT_ID, FLATPEAK_API_KEY", problem: "are not set",
                fix: "copy both from FlatPeak's dashboard into .env")
        }
        self.accountID = accountID
        self.apiKey = Secret(apiKey)
        self.transport = transport
    }

    /// Logs in and makes a connect token.
    func connectToken(callbackURI: String, connectWebURI: String?, direction: String) async throws -> String {
        let basic = Data("\(accountID):\(apiKey.reveal())".utf8).base64EncodedString()
        let login = try await call(.get, api.appending(component: "login"), authorization: "Basic \(basic)", body: nil)
        guard let bearer = login["bearer_token"]?.string else { throw Failure("FlatPeak's login has no bearer_token") }
        var body: [String: JSONValue] = ["callback_uri": .string(callbackURI), "direction": .string(direction)]
        if let connectWebURI { body["connect_web_uri"] = .string(connectWebURI) }
        let url = api.appending(components: "connect", "tariff", "token")
        let answer = try await call(.post, url, authorization: "Bearer \(bearer)", body: .object(body))
        guard let token = answer["connect_token"]?.string else {
            throw Failure("FlatPeak's answer has no connect_token")
        }
        return token
    }

    /// Binds the provider, as the customer's choice in the app would.
    ///
    /// - Returns: the integration's address, with the token.
    func selectProvider(_ id: String, token: String) async throws -> String {
        let body: JSONValue = [
            "connect_token": .string(token), "route": "provider_select", "data": ["provider": ["id": .string(id)]],
        ]
        let answer = try await call(.post, connect, authorization: nil, body: body)
        guard let address = answer["data"]?["redirect_url"]?.string else {
            throw Failure("Connect does not redirect: is \(id) a provider with an integration?")
        }
        return address
    }

    private func call(_ method: HTTPRequest.Method, _ url: URL, authorization: String?, body: JSONValue?) async throws
        -> JSONValue
    {
        var call = HTTPCall(method, url, headerFields: [.accept: "application/json"])
        call.headerFields[.authorization] = authorization
        if let body {
            call.headerFields[.contentType] = "application/json"
            call.body = body.serialised()
        }
        let answer = try await transport.send(call, deadline: .now + .seconds(30))
        guard (200..<300).contains(answer.statusCode), let json = try? JSONValue(parsing: answer.body) else {
            let message = (try? JSONValue(parsing: answer.body))?["message"]?.string ?? "no message"
            throw Failure("\(url.absoluteString) answers \(answer.statusCode): \(message)")
        }
        return json
    }
}

extension URL {
    fileprivate static func checked(_ environment: EnvironmentVariables, _ name: String, _ standard: String)
        throws(ConfigurationFault) -> URL
    { try ConfigurationFault.checkedURL(environment[name] ?? standard, variable: name) }
}
