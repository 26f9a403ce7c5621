import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import ProviderKit

@Suite struct `A provider's HTTP session` {
    private final class Site: HTTPTransport {
        private let state: Mutex<(calls: [HTTPCall], deadlines: [ContinuousClock.Instant])> = Mutex(([], []))
        let answer: Result<HTTPAnswer, HTTPFailure>
        var calls: [HTTPCall] { state.withLock { $0.calls } }
        var deadlines: [ContinuousClock.Instant] { state.withLock { $0.deadlines } }

        init(_ answer: Result<HTTPAnswer, HTTPFailure>) { self.answer = answer }

        func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
            state.withLock {
                $0.calls.append(call)
                $0.deadlines.append(deadline)
            }
            return try answer.get()
        }
    }

    private static func answer(_ status: Int = 200, _ body: String = "{}", _ fields: HTTPFields = [:]) -> HTTPAnswer {
        HTTPAnswer(status: .init(code: status), headerFields: fields, body: Array(body.utf8))
    }

    private let url: URL

    init() throws { url = try #require(URL(string: "https://api.lunar.example/login")) }

    struct Calls {
        private let outer: `A provider's HTTP session`
        private let site = Site(.success(`A provider's HTTP session`.answer(200, "{}", [.setCookie: "sid=s3cret"])))
        private let deadline = ContinuousClock.now + .seconds(9)

        init() throws { outer = try `A provider's HTTP session`() }

        private var session: HTTPSession { HTTPSession(site, deadline: deadline) }

        @Test func `JSON goes out with its secrets in clear`() async throws {
            _ = try await session.post(outer.url, json: ["password": Secret("p/w")])
            #expect(site.calls.first?.body == Array(#"{"password":"p/w"}"#.utf8))
            #expect(site.calls.first?.headerFields[.contentType] == "application/json")
        }

        @Test func `an access token goes into Authorization`() async throws {
            _ = try await session.get(outer.url, bearer: Secret("t"))
            #expect(site.calls.first?.headerFields[.authorization] == "Bearer t")
        }

        @Test func `without one there is none`() async throws {
            _ = try await session.get(outer.url)
            #expect(site.calls.first?.headerFields[.authorization] == nil)
        }

        @Test func `cookies come back to the site that set them`() async throws {
            let session = session
            _ = try await session.get(outer.url)
            _ = try await session.get(outer.url)
            #expect(site.calls.map { $0.headerFields[.cookie] } == [nil, "sid=s3cret"])
        }

        @Test func `and to no other`() async throws {
            let session = session
            _ = try await session.get(outer.url)
            _ = try await session.get(try #require(URL(string: "https://evil.example/login")))
            #expect(site.calls.last?.headerFields[.cookie] == nil)
        }

        @Test func `a later session goes on with them`() async throws {
            let first = session
            _ = try await first.get(outer.url)
            _ = try await HTTPSession(site, deadline: deadline, cookies: first.cookies).get(outer.url)
            #expect(site.calls.last?.headerFields[.cookie] == "sid=s3cret")
        }

        @Test func `all calls share one deadline`() async throws {
            let session = session
            _ = try await session.get(outer.url)
            _ = try await session.get(outer.url)
            #expect(site.deadlines == [deadline, deadline])
        }
    }

    @Test(arguments: [
        (HTTPFailure.timedOut, ProviderError.timedOut), (.unreachable("refused"), .unavailable("refused")),
        (.answerTooLarge(limit: 9), .unexpectedAnswer("it is larger than 9 bytes")),
    ])
    func `failures become the provider's`(failure: HTTPFailure, error: ProviderError) async {
        await #expect(throws: error) {
            try await HTTPSession(Site(.failure(failure)), deadline: .now).get(url)
        }
    }

    struct Statuses {
        private func error(_ status: Int, _ fields: HTTPFields = [:]) -> ProviderError? {
            do {
                _ = try `A provider's HTTP session`.answer(status, "", fields).checked()
                return nil
            } catch {
                return error
            }
        }

        @Test(arguments: [200, 201, 204, 400, 401, 403, 404, 422])
        func `what only the provider's code can judge passes`(status: Int) { #expect(error(status) == nil) }

        @Test(arguments: [500, 502, 503, 504, 599])
        func `5xx is down`(status: Int) { #expect(error(status) == .unavailable("it answers \(status)")) }

        @Test(arguments: [301, 302, 303, 307])
        func `a redirect is unexpected`(status: Int) {
            #expect(error(status, [.location: "https://evil.example"]) == .unexpectedAnswer("it redirects (\(status))"))
        }

        @Test(
            arguments: [
                ("30", 30), ("0", 0), ("", nil), ("-5", nil), ("+5", nil), ("1.5", nil), ("soon", nil),
                ("Wed, 21 Oct 2026 07:28:00 GMT", nil), ("99999999999999999999", 86_400), ("90000", 86_400),
            ] as [(String, Int?)])
        func `a rate limit says how long, within reason`(field: String, seconds: Int?) {
            #expect(error(429, [.retryAfter: field]) == .rateLimited(retryAfter: seconds))
        }
    }

    struct Bodies {
        private struct Login: Decodable {
            struct Token: Decodable { let value: Secret }
            let tokens: [Token]
        }

        private func reason(_ body: String) -> String? {
            do {
                let _: Login = try `A provider's HTTP session`.answer(200, body).decoded()
                return nil
            } catch {
                return error.message
            }
        }

        @Test func `one that fits is read`() { #expect(reason(#"{"tokens":[{"value":"t"}]}"#) == nil) }

        @Test(arguments: [
            ("", "it is no JSON"), ("<html>hunter2</html>", "it is no JSON"), ("{}", "'tokens' is missing"),
            (#"{"tokens":"hunter2"}"#, "'tokens' is of another type"),
            (#"{"tokens":[{}]}"#, "'tokens[0].value' is missing"),
            (#"{"tokens":[{"value":"a"},{"value":["hunter2"]}]}"#, "'tokens[1].value' is of another type"),
            (#"{"tokens":null}"#, "'tokens' is of another type"), ("[]", "'' is of another type"),
        ])
        func `one that does not names the place, never the content`(body: String, place: String) {
            #expect(reason(body) == "The provider's answer cannot be read: \(place).")
        }
    }

    @Test func `calls and answers print no secrets`() {
        let call = HTTPCall(
            .post, url, headerFields: [.authorization: "Bearer hunter2"], body: Array("hunter2".utf8))
        let answer = Self.answer(200, "hunter2", [.setCookie: "hunter2"])
        var dumped = ""
        dump(call, to: &dumped)
        dump(answer, to: &dumped)
        #expect(!"\(call)\(answer)\(dumped)\(String(reflecting: call))".contains("hunter2"))
        #expect("\(call)" == "POST https://api.lunar.example/login" && "\(answer)" == "200, 7 bytes")
    }
}
