import Foundation
import HTTPTypes
import ProviderKit
import Testing

@Suite struct `A code's exchange` {
    private let endpoint = TokenEndpoint()

    private func exchange() async throws -> OAuth2Tokens {
        try await OAuth2Samples.client().exchange(
            code: Secret("c+d"), proof: ProofKey(verifier: Secret("verifier")),
            redirectURI: "https://rates.example/callback", in: OAuth2Samples.context(endpoint))
    }

    private func error(_ text: String, status: Int = 200) async throws -> ProviderError? {
        endpoint.script(text, status: status)
        return await #expect(throws: ProviderError.self) { try await exchange() }
    }

    @Test func `sends the form of RFC 6749 section 4_1_3`() async throws {
        _ = try await exchange()
        #expect(
            endpoint.forms == [
                "grant_type=authorization_code&code=c%2Bd&redirect_uri=https%3A%2F%2Frates.example%2Fcallback"
                    + "&code_verifier=verifier&client_id=our%20id&client_secret=s3cr%26t"
            ])
        #expect(endpoint.calls.first?.headerFields[.contentType] == "application/x-www-form-urlencoded")
    }

    @Test func `brings tokens with their end`() async throws {
        let tokens = try await exchange()
        #expect(tokens.accessToken == Secret("at_1") && tokens.refreshToken == Secret("rt_1"))
        #expect(tokens.expiresAt == Int(OAuth2Samples.now.timeIntervalSince1970) + 3600 && tokens.generation == 0)
    }

    @Test func `of a code that is not taken is told apart`() async throws {
        #expect(try await error(#"{"error":"invalid_grant"}"#, status: 400) == .invalidCode)
    }

    @Test(arguments: ["invalid_client", "unauthorized_client"])
    func `with a wrong client secret is not the customer's fault`(code: String) async throws {
        guard case .unavailable = try await error("{\"error\":\"\(code)\"}", status: 401) else {
            Issue.record("another error")
            return
        }
    }

    @Test(arguments: [
        "<html>Sorry</html>", "", "[]", "null", "{}", #"{"access_token":"a"}"#, #"{"token_type":"Bearer"}"#,
        #"{"access_token":"","token_type":"Bearer"}"#, #"{"access_token":7,"token_type":"Bearer"}"#,
        #"{"access_token":"a","token_type":"mac"}"#, #"{"access_token":"a\nb","token_type":"Bearer"}"#,
        #"{"access_token":"a","token_type":"Bearer","refresh_token":{}}"#,
        #"{"access_token":"a","token_type":"Bearer","expires_in":0}"#,
        #"{"access_token":"a","token_type":"Bearer","expires_in":-5}"#,
        #"{"access_token":"a","token_type":"Bearer","expires_in":true}"#,
        #"{"access_token":"a","token_type":"Bearer","expires_in":"soon"}"#,
        "{\"access_token\":\"\(String(repeating: "a", count: 9000))\",\"token_type\":\"Bearer\"}",
    ])
    func `is refused when the answer is no token`(text: String) async throws {
        guard case .unexpectedAnswer(let detail) = try await error(text) else {
            Issue.record("another error")
            return
        }
        #expect(!detail.contains("aaaa") && !detail.contains("Sorry"))
    }

    @Test(arguments: [
        (#"{"access_token":"a","token_type":"bearer"}"#, 300),
        (#"{"access_token":"a","token_type":"Bearer","expires_in":null}"#, 300),
        (#"{"access_token":"a","token_type":"Bearer","expires_in":"1800"}"#, 1800),
        (#"{"access_token":"a","token_type":"Bearer","expires_in":1800.9}"#, 1800),
        (#"{"access_token":"a","token_type":"Bearer","expires_in":1e30}"#, 315_360_000),
    ])
    func `makes the best of an odd lifetime`(text: String, life: Int) async throws {
        endpoint.script(text)
        #expect(try await exchange().expiresAt == Int(OAuth2Samples.now.timeIntervalSince1970) + life)
    }

    @Test(arguments: [
        (500, ProviderError.unavailable("it answers 500")), (429, .rateLimited(retryAfter: nil)),
        (302, .unexpectedAnswer("it redirects (302)")), (418, .unexpectedAnswer("the token endpoint answers 418")),
    ])
    func `with an endpoint in trouble says which`(status: Int, expected: ProviderError) async throws {
        #expect(try await error("{}", status: status) == expected)
    }
}
