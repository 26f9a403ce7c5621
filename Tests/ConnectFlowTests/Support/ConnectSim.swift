import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

/// Connect with a memory: it knows where its one session stands, refuses what is out of order, and keeps what it was sent.
final class ConnectSim: HTTPTransport {
    enum Place { case login, consent, over }

    private struct State {
        var place = Place.login
        var bodies: [JSONValue] = []
        var calls: [HTTPCall] = []
        var next: [Result<HTTPAnswer, HTTPFailure>] = []
        var page: [String: JSONValue] = [:]
        var login = 0
    }
    private let state = Mutex(State())

    /// What it was sent, whole.
    var bodies: [JSONValue] { state.withLock { $0.bodies } }
    var calls: [HTTPCall] { state.withLock { $0.calls } }
    var routes: [String] { bodies.map { $0["route"]?.string ?? "" } }

    func stand(at place: Place) { state.withLock { $0.place = place } }

    /// Answers the next calls like this instead.
    func script(_ answers: HTTPAnswer...) { state.withLock { $0.next += answers.map { .success($0) } } }
    func fail(_ failure: HTTPFailure) { state.withLock { $0.next.append(.failure(failure)) } }

    /// Members of the page object that are to be others.
    func setPage(_ name: String, _ value: JSONValue) { state.withLock { $0.page[name] = value } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let body = (try? JSONValue(parsing: call.body)) ?? .null
        let result: Result<HTTPAnswer, HTTPFailure> = state.withLock { state in
            state.calls.append(call)
            state.bodies.append(body)
            return state.next.isEmpty ? .success(Self.answer(body, &state)) : state.next.removeFirst()
        }
        return try result.get()
    }

    private static func answer(_ body: JSONValue, _ state: inout State) -> HTTPAnswer {
        switch (body["route"]?.string, body["action"]?.string, state.place) {
        case ("start_tariff_integration", _, .login), ("start_tariff_integration", _, .consent):
            return .json(page(state))
        case ("auth_metadata_capture", nil, .login):
            state.place = .consent
            state.login += 1
            return .json(page(state))
        case ("consent_capture", nil, .consent)
        where body["data"]?["auth_metadata_id"] == .string("amd_\(state.login)"),
            (_, .some, .login), (_, .some, .consent):
            state.place = .over
            return .redirect("https://app.example/done?fp_cot=\(token)")
        default: return .refusal(422, "route_not_allowed", "Not now.")
        }
    }

    static let token = "cot_65df3e949a785c52283026ec"

    private static func page(_ state: State) -> JSONValue {
        var data: [String: JSONValue] = [
            "account": [
                "display_name": "Nova", "privacy_url": "https://nova.example/privacy",
                "terms_url": "https://nova.example/terms",
            ],
            "provider": ["id": "prv_x", "display_name": "Lunar Energy", "logo_url": "https://lunar.example/logo.svg"],
        ]
        if state.place == .consent { data["auth_metadata_id"] = .string("amd_\(state.login)") }
        var page: [String: JSONValue] = [
            "route": state.place == .consent ? "consent_capture" : "auth_metadata_capture", "type": "render",
            "connect_token": .string(token), "live_mode": false, "direction": "IMPORT", "data": .object(data),
        ]
        page.merge(state.page) { $1 }
        return .object(page)
    }
}

extension HTTPAnswer {
    static func json(_ value: JSONValue, _ status: Int = 200) -> HTTPAnswer {
        HTTPAnswer(status: .init(code: status), body: value.serialised())
    }

    static func text(_ text: String, _ status: Int = 200) -> HTTPAnswer {
        HTTPAnswer(status: .init(code: status), body: Array(text.utf8))
    }

    static func redirect(_ url: String) -> HTTPAnswer {
        json(["route": "session_redirect", "live_mode": false, "data": ["redirect_url": .string(url)]])
    }

    static func refusal(_ status: Int, _ code: String, _ message: String) -> HTTPAnswer {
        json(
            [
                "object": "error", "type": "invalid_request", "code": .string(code), "message": .string(message),
                "context": "connect.test",
            ], status)
    }
}
