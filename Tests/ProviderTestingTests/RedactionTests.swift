import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting
import Testing

/// Secrets are found in every encoding, and by the names that they stand under.
@Suite struct RedactionTests {
    /// A password with characters that each encoding writes differently.
    static let password = "pä/ss w+rd\"?~1"

    static let spellings: [String: String] = {
        let data = Data(password.utf8)
        let hex = data.map { String(format: "%%%02X", $0) }.joined()
        let base64 = data.base64EncodedString()
        let percent = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
        return [
            "raw": password,
            "percent": percent(password),
            "percent, every character": hex,
            "percent, small letters": hex.lowercased(),
            "form": percent(password).replacing("%20", with: "+"),
            "base64": base64,
            "base64url": base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""),
            "base64 in percent": percent(base64),
            "base64 of login and password": Data("ada:\(password)".utf8).base64EncodedString(),
            "base64 with something before and behind": Data("xx\(password)yy".utf8).base64EncodedString(),
            "JSON with escapes": "p\\u00e4\\/ss w+rd\\\"?~1",
            "JSON, every character": password.utf16.map { String(format: "\\u%04x", $0) }.joined(),
        ]
    }()

    @Test(arguments: spellings.keys.sorted()) func `a registered secret is replaced in this spelling`(_ name: String)
        async throws
    {
        let spelling = try #require(Self.spellings[name])
        let answer = HTTPAnswer(status: .ok, body: Array("<p>Hello \(spelling), good day</p>".utf8))
        let recorder = try await recording([.get("/")], from: Answers { _ in answer }, .hiding(Self.password))
        let body = try recorder.cassette().exchanges[0].answer.body
        #expect(body == "<p>Hello {{secret:password}}, good day</p>")
    }

    @Test func `the name of a time zone stays, though the customer's town is in it`() async throws {
        let answer = #"{"address":{"city":"Stockholm"},"note":"from Stockholm","timeZone":"Europe/Stockholm"}"#
        let body = try await recording([.get("/")], from: Answers(json: answer)).cassette().exchanges[0].answer.body
        #expect(body.contains(#""timeZone": "Europe/Stockholm""#) && body.contains("from {{secret:address}}"))
    }

    @Test func `what is no time zone is replaced, whatever its member is called`() async throws {
        let answer = #"{"address":{"city":"Stockholm"},"timeZone":"Nowhere/Stockholm"}"#
        let body = try await recording([.get("/")], from: Answers(json: answer)).cassette().exchanges[0].answer.body
        #expect(body.contains("Nowhere/{{secret:address}}"))
    }

    @Test func `a registered secret in JSON is replaced`() async throws {
        let recorder = try await recording(
            [.post("/login", #"{"word":"p\u00e4\/ss w+rd\"?~1"}"#)], from: Answers(json: "{}"), .hiding(Self.password))
        #expect(try recorder.cassette().exchanges[0].call.body == "{\n  \"word\": \"{{secret:password}}\"\n}")
    }

    @Test func `a secret in the path and in the query is replaced`() async throws {
        let recorder = try await recording(
            [.get("/users/moonlight-1/x?q=moonlight%2D1")], from: Answers(json: "{}"), .hiding("moonlight-1"))
        #expect(
            try recorder.cassette().exchanges[0].call.target == "/users/{{secret:password}}/x?q={{secret:password}}")
    }

    @Test(arguments: [
        "access_token", "accessToken", "ACCESS-TOKEN", "password", "refreshToken", "Cookie", "mpan", "email",
    ])
    func `the value of a member with this name is replaced`(_ name: String) async throws {
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"\#(name)":"lunatic"}"#))
        #expect(try !recorder.cassette().text.contains("lunatic"))
    }

    @Test func `texts below an address are replaced`() async throws {
        let recorder = try await recording(
            [.get("/")], from: Answers(json: #"{"address":{"lines":["1 Moon Row"],"n":12}}"#))
        let body = try recorder.cassette().exchanges[0].answer.body
        #expect(!body.contains("Moon Row"))
        #expect(body.contains("\"n\": 0"))
    }

    @Test func `a code is replaced in what is sent and kept in an answer`() async throws {
        let recorder = try await recording(
            [.post("/", #"{"code":"246810"}"#)], from: Answers(json: #"{"code":"KT-1138"}"#))
        let exchange = try recorder.cassette().exchanges[0]
        #expect(exchange.call.body.contains("{{secret:code}}"))
        #expect(exchange.answer.body.contains("KT-1138"))
    }

    @Test func `a token is replaced in calls before the answer that names it`() async throws {
        let calls = [HTTPCall.get("/a?t=lunar-token-1"), .get("/b")]
        let transport = Answers { .json($0.url.path == "/b" ? #"{"token":"lunar-token-1"}"# : "{}") }
        #expect(
            try await recording(calls, from: transport).cassette().exchanges[0].call.target == "/a?t={{secret:token}}")
    }

    @Test func `two values under one name have two names`() async throws {
        let recorder = try await recording(
            [.get("/")], from: Answers(json: #"[{"token":"lunar-1"},{"token":"lunar-2"}]"#))
        let body = try recorder.cassette().exchanges[0].answer.body
        #expect(body.contains("{{secret:token}}") && body.contains("{{secret:token-2}}"))
    }

    @Test func `form fields with secret names are replaced`() async throws {
        let call = HTTPCall.post("/", "login=x&password=moon", type: "application/x-www-form-urlencoded")
        let recorder = try await recording([call], from: Answers(json: "{}"))
        #expect(try recorder.cassette().exchanges[0].call.body == "login=x&password={{secret:password}}")
    }

    @Test func `only fields on the list are kept`() async throws {
        var call = HTTPCall.get("/")
        call.headerFields[.authorization] = "Bearer lunar-token-1"
        call.headerFields[.userAgent] = "curl"
        let recorder = try await recording(
            [call], from: Answers { _ in .json("{}", [.server: "nginx", .retryAfter: "3"]) })
        let exchange = try recorder.cassette().exchanges[0]
        #expect(exchange.call.headers.map(\.name) == ["accept"])
        #expect(exchange.answer.headers.map(\.name).sorted() == ["content-type", "retry-after"])
    }

    @Test func `a cookie is kept by name and replaced by value`() async throws {
        let recorder = try await recording(
            [.get("/")], from: Answers { _ in .json("{}", [.setCookie: "sid=abcdef12; Path=/; HttpOnly"]) })
        let headers = try recorder.cassette().exchanges[0].answer.headers
        #expect(headers.contains { $0.value == "sid={{secret:cookie-sid}}; Path=/; HttpOnly" })
    }

    @Test func `a short secret is not looked for inside words`() async throws {
        let recorder = try await recording(
            [.get("/")], from: Answers(json: #"{"a":"x12345","b":"1234"}"#), .hiding("1234"))
        let body = try recorder.cassette().exchanges[0].answer.body
        #expect(body.contains("x12345") && body.contains("\"b\": \"{{secret:password}}\""))
    }

    @Test func `numbers and the order of members stay as they were written`() async throws {
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"z":1.0700035000,"a":[1e3,-0]}"#))
        let body = try recorder.cassette().exchanges[0].answer.body
        #expect(body == "{\n  \"z\": 1.0700035000,\n  \"a\": [\n    1e3,\n    -0\n  ]\n}")
    }
}
