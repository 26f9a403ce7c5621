import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting

/// Answers every call with the next of some answers, whatever is asked.
struct Answers: HTTPTransport {
    let answer: @Sendable (HTTPCall) -> HTTPAnswer

    init(_ answer: @escaping @Sendable (HTTPCall) -> HTTPAnswer) { self.answer = answer }

    init(json: String) { self.init { _ in .json(json) } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        answer(call)
    }
}

extension HTTPAnswer {
    static func json(_ text: String, status: Int = 200, _ fields: HTTPFields = [:]) -> HTTPAnswer {
        var fields = fields
        fields[.contentType] = "application/json"
        return HTTPAnswer(status: .init(code: status), headerFields: fields, body: Array(text.utf8))
    }
}

extension HTTPCall {
    static func get(_ path: String) -> HTTPCall {
        HTTPCall(.get, url(path), headerFields: [.accept: "application/json"])
    }

    static func post(_ path: String, _ body: String, type: String = "application/json") -> HTTPCall {
        HTTPCall(.post, url(path), headerFields: [.contentType: type], body: Array(body.utf8))
    }

    /// A GET with a body.
    static func body(_ path: String, _ body: String) -> HTTPCall {
        HTTPCall(.get, url(path), body: Array(body.utf8))
    }

    private static func url(_ path: String) -> URL { URL(string: "https://moon.example" + path) ?? URL(filePath: "/") }
}

extension HTTPTransport {
    @discardableResult
    func send(_ call: HTTPCall) async throws -> HTTPAnswer { try await send(call, deadline: .now + .seconds(5)) }
}

/// A clock for recordings.
let noon = Date(timeIntervalSince1970: 1_781_521_200)

/// Records calls that are answered by a transport.
func recording(
    _ calls: [HTTPCall], from transport: any HTTPTransport, _ rules: Redaction = .standard
) async throws -> RecordingTransport {
    let recorder = RecordingTransport(wrapping: transport, redaction: rules, clock: noon)
    for call in calls { try await recorder.send(call) }
    return recorder
}

extension Redaction {
    /// The rules with one registered secret.
    static func hiding(_ value: String, as name: String = "password") -> Redaction {
        var rules = Redaction.standard
        rules.secrets[name] = value
        return rules
    }
}
