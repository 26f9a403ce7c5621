import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting
import Testing

/// Calls are answered from a cassette.
@Suite struct ReplayTests {
    private func transport(_ text: String, _ rules: Redaction = .standard, secrets: [String: String] = [:]) throws
        -> CassetteTransport
    {
        CassetteTransport(
            try Cassette(text: LintTests.head + text, file: "moon.cassette"), file: "moon.cassette", redaction: rules,
            secrets: secrets)
    }

    @Test func `status, fields and body come back`() async throws {
        let answer = try await transport("> GET /a\n< 429\n< retry-after: 3\n<\n< sorry\n").send(.get("/a"))
        #expect(answer.statusCode == 429)
        #expect(answer.headerFields[.retryAfter] == "3")
        #expect(String(decoding: answer.body, as: UTF8.self) == "sorry")
    }

    @Test func `the order of calls does not matter`() async throws {
        let transport = try transport("> GET /a\n< 201\n\n> GET /b\n< 202\n")
        #expect(try await [transport.send(.get("/b")), transport.send(.get("/a"))].map(\.statusCode) == [202, 201])
    }

    @Test func `the order of parameters and members does not matter`() async throws {
        let transport = try transport("> POST /a?x=1&y=2\n>\n> {\"m\": 1, \"n\": [2]}\n< 200\n")
        #expect(try await transport.send(.post("/a?y=2&x=1", #"{"n":[2],"m":1}"#)).statusCode == 200)
    }

    @Test func `the same call twice takes the answers in turn`() async throws {
        let transport = try transport("> GET /a\n< 201\n\n> GET /a\n< 202\n")
        #expect(try await [transport.send(.get("/a")), transport.send(.get("/a"))].map(\.statusCode) == [201, 202])
    }

    @Test func `an exchange answers once`() async throws {
        let transport = try transport("> GET /a\n< 200\n")
        try await transport.send(.get("/a"))
        await #expect(throws: HTTPFailure.self) { try await transport.send(.get("/a")) }
        #expect(transport.unmatched[0].description.contains("which has answered already"))
    }

    @Test func `a repeatable exchange answers again`() async throws {
        let transport = try transport("repeatable\n> GET /a\n< 200\n")
        try await transport.send(.get("/a"))
        #expect(try await transport.send(.get("/a")).statusCode == 200)
    }

    @Test(arguments: [
        HTTPCall.get("/b"), .get("/a?x=1"), .post("/a", ""), .body("/a", "A"),
    ])
    func `method, path, query and body all count`(_ call: HTTPCall) async throws {
        let transport = try transport("> GET /a\n< 200\n")
        await #expect(throws: HTTPFailure.self) { try await transport.send(call) }
    }

    @Test func `a secret is matched whatever its value is now`() async throws {
        let transport = try transport(
            "> POST /a\n>\n> {\"password\": \"{{secret:password}}\"}\n< 200\n", .hiding("today's"))
        #expect(try await transport.send(.post("/a", #"{"password":"today's"}"#)).statusCode == 200)
    }

    @Test func `another value than the registered one is no match`() async throws {
        let transport = try transport(
            "> POST /a\n>\n> {\"password\": \"{{secret:password}}\"}\n< 200\n", .hiding("today's"))
        await #expect(throws: HTTPFailure.self) { try await transport.send(.post("/a", #"{"password":"tomorrow's"}"#)) }
    }

    @Test func `what the caller makes up is matched by its name`() async throws {
        let transport = try transport("> POST /a\n>\n> {\"code_verifier\": \"{{secret:code_verifier}}\"}\n< 200\n")
        #expect(try await transport.send(.post("/a", #"{"code_verifier":"random-8472"}"#)).statusCode == 200)
    }

    @Test func `a token from an answer is matched where it is sent`() async throws {
        let transport = try transport(
            "> GET /a\n< 200\n<\n< {\"token\": \"{{secret:token}}\"}\n\n> GET /b?t={{secret:token}}\n< 204\n")
        let token = try JSONValue(parsing: try await transport.send(.get("/a")).body)["token"]?.string
        #expect(try await transport.send(.get("/b?t=\(try #require(token))")).statusCode == 204)
    }

    @Test func `a stand-in may be given`() async throws {
        let transport = try transport(
            "> GET /\n< 200\n<\n< {\"token\": \"{{secret:token}}\"}\n", secrets: ["token": "a\"b"])
        #expect(try JSONValue(parsing: try await transport.send(.get("/")).body)["token"] == "a\"b")
    }

    @Test func `the closest exchange is shown with the difference`() async throws {
        let transport = try transport(
            "> GET /else\n< 200\n\n> POST /contracts/prices\n>\n> {\n>   \"id\": 1,\n>   \"unit\": \"p\"\n> }\n< 200\n")
        await #expect(throws: HTTPFailure.self) {
            try await transport.send(.post("/contracts/prices", #"{"id":2,"unit":"p"}"#))
        }
        #expect(
            transport.unmatched[0].description == """
                POST /contracts/prices matches no exchange of moon.cassette
                the closest is exchange 2, line 7:
                    POST /contracts/prices
                    {
                  -   "id": 1,
                  +   "id": 2,
                      "unit": "p"
                    }
                """)
    }

    @Test func `a secret in an unmatched call is not shown`() async throws {
        let transport = try transport("> GET /a\n< 200\n", .hiding("moonlight"))
        await #expect(throws: HTTPFailure.self) { try await transport.send(.get("/b?q=moonlight")) }
        #expect(!transport.unmatched[0].description.contains("moonlight"))
    }

    @Test func `verify names what was not used`() async throws {
        let transport = try transport("> GET /a\n< 200\n\n> GET /b\n< 200\n")
        try await transport.send(.get("/a"))
        let mismatch = #expect(throws: CassetteMismatch.self) { try transport.verify() }
        #expect(mismatch?.description.hasPrefix("moon.cassette:7: GET /b was recorded and never asked for") == true)
        #expect(throws: Never.self) { try transport.verify(allowingUnused: true) }
    }

    @Test func `verify fails after an unmatched call`() async throws {
        let transport = try transport("")
        _ = try? await transport.send(.get("/a"))
        #expect(throws: CassetteMismatch.self) { try transport.verify() }
    }

    @Test func `what was recorded can be replayed`() async throws {
        let calls = [HTTPCall.post("/login", #"{"password":"moonlight"}"#), .get("/prices")]
        let recorder = try await recording(
            calls, from: Answers(json: #"{"access_token":"lunar-token-1"}"#), .hiding("moonlight"))
        let replay = CassetteTransport(try Cassette(text: recorder.cassette().text), redaction: .hiding("moonlight"))
        for call in calls { try await replay.send(call) }
        #expect(throws: Never.self) { try replay.verify() }
    }
}
