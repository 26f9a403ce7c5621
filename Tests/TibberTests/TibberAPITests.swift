import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Tibber

/// Answers every call alike.
private struct Fixed: HTTPTransport {
    let answer: Result<HTTPAnswer, HTTPFailure>
    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        try answer.get()
    }
}

@Suite struct `Tibber's API` {
    private func homes(_ text: String, status: Int = 200) async throws -> [TibberHome] {
        try await homes(.success(HTTPAnswer(status: .init(code: status), body: Array(text.utf8))))
    }

    private func homes(_ answer: Result<HTTPAnswer, HTTPFailure>) async throws -> [TibberHome] {
        let api = TibberAPI(url: try #require(URL(string: "https://api.example/gql")))
        let http = HTTPSession(Fixed(answer: answer), deadline: .now + .seconds(5))
        return try await api.homes(Secret("token"), http)
    }

    private func error(_ text: String, status: Int = 200) async -> ProviderError? {
        await #expect(throws: ProviderError.self) { try await homes(text, status: status) }
    }

    @Test func `gives homes without a name, an address or a subscription`() async throws {
        let homes = try await homes(
            #"{"data":{"viewer":{"homes":[null,{"id":"h","timeZone":"Europe/Oslo","appNickname":null,"address":null,"currentSubscription":null}]}}}"#
        )
        #expect(homes.map(\.id) == ["h"] && homes.first?.isSubscribed == false && homes.first?.choice.name == "h")
    }

    @Test(arguments: [
        (#"{"errors":[{"message":"invalid token","extensions":{"code":"UNAUTHENTICATED"}}],"data":null}"#, 200),
        (#"{"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}"#, 400), ("", 401), ("{}", 403),
    ])
    func `tells an old token apart`(text: String, status: Int) async {
        #expect(await error(text, status: status)?.code == "reauthorisation_required")
    }

    @Test(arguments: [
        "<html>", "", "{}", "[]", #"{"data":null}"#, #"{"data":{"viewer":null}}"#, #"{"data":{"viewer":{"homes":7}}}"#,
        #"{"errors":[{"message":"secret words","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}"#,
        #"{"errors":[{"message":"secret words"}]}"#,
    ])
    func `that answers nonsense is told so, without its words`(text: String) async {
        let error = await error(text)
        #expect(error?.code == "provider_unavailable" && error?.message.contains("secret") == false)
    }

    @Test func `that hangs is a time-out`() async {
        await #expect(throws: ProviderError.timedOut) { try await homes(.failure(.timedOut)) }
    }

    @Test func `that limits requests says so`() async {
        #expect(await error("{}", status: 429) == .rateLimited(retryAfter: nil))
    }
}
