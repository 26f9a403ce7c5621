import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting

extension SignInPages {
    /// Signs in and allows the access on the pages of the Sandbox's authorisation server.
    static let sandbox = SignInPages { address, customer in
        let network = NetworkTransport()
        let result: Result<String, any Error>
        do {
            result = .success(try await signIn(at: address, customer, network))
        } catch {
            result = .failure(error)
        }
        await network.shutdown()
        return try result.get()
    }

    private static func signIn(
        at address: String, _ customer: TestCustomer, _ network: NetworkTransport
    ) async throws -> String {
        let page = try await send(HTTPCall(.get, url(address)), network)
        let text = String(decoding: page.body, as: UTF8.self)
        guard let request = text.firstMatch(of: /name="request" value="([^"]+)"/)?.1 else {
            throw URLError(.cannotParseResponse)
        }
        let form = [
            "request": String(request), "email": customer.credentials["login"] ?? "",
            "password": customer.credentials["password"] ?? "",
        ]
        _ = try await post("sign-in", form, address, network)
        let back = try await post("consent", ["request": String(request), "decision": "allow"], address, network)
        guard let location = back.headerFields[.location] else { throw URLError(.userAuthenticationRequired) }
        return location
    }

    private static func post(
        _ path: String, _ form: [String: String], _ address: String, _ network: NetworkTransport
    ) async throws -> HTTPAnswer {
        var body = URLComponents()
        body.queryItems = form.map { URLQueryItem(name: $0.key, value: $0.value) }
        let call = HTTPCall(
            .post, try url(path, relativeTo: address),
            headerFields: [.contentType: "application/x-www-form-urlencoded"],
            body: Array((body.percentEncodedQuery ?? "").utf8))
        return try await send(call, network)
    }

    private static func send(_ call: HTTPCall, _ network: NetworkTransport) async throws -> HTTPAnswer {
        try await network.send(call, deadline: .now + .seconds(20))
    }

    private static func url(_ text: String, relativeTo base: String? = nil) throws -> URL {
        guard let url = URL(string: text, relativeTo: base.flatMap { URL(string: $0) }) else { throw URLError(.badURL) }
        return url.absoluteURL
    }
}
