public import Composition
import ConnectFlow
public import FastCGI
import FoundationEssentials
public import HTTPTypes
public import ProviderKit

/// A responder whose conversations are recorded. Pictures and stylesheets are not.
public struct RecordingResponder: Responder {
    private let responder: FlowResponder
    private let recorder: JourneyRecorder

    /// - Parameters:
    ///   - responder: answers; its calls go out through a ``RecordedTransport``.
    ///   - recorder: keeps what passes.
    public init(_ responder: FlowResponder, recorder: JourneyRecorder) {
        (self.responder, self.recorder) = (responder, recorder)
    }

    /// Answers one request, and keeps it.
    public func respond(to request: Request) async -> Response {
        let (mount, route) = responder.location(request)
        let query = request.parameters["QUERY_STRING"] ?? ""
        guard !route.hasPrefix("/assets/"),
            let url = URL(string: "http://browser.example" + route + (query.isEmpty ? "" : "?\(query)"))
        else { return await responder.respond(to: request) }
        let call = HTTPCall(request.head.method, url, headerFields: request.head.headerFields, body: request.body)
        let visit = recorder.begin(call, mount: mount.prefix)
        let response = await JourneyRecorder.$visit.withValue(visit) { await responder.respond(to: request) }
        recorder.end(
            visit,
            HTTPAnswer(status: response.head.status, headerFields: response.head.headerFields, body: response.body))
        return response
    }

    /// As the responder has it.
    public func respond(to refusal: Refusal, of request: Request?) -> Response {
        responder.respond(to: refusal, of: request)
    }

    /// As the responder has it.
    public func bodyLimit(for head: HTTPRequest) -> Int { responder.bodyLimit(for: head) }
}

/// Carries calls out through another transport, and keeps what passes for a ``JourneyRecorder``.
public struct RecordedTransport: HTTPTransport {
    private let wrapped: any HTTPTransport
    private let recorder: JourneyRecorder

    /// Wraps a transport.
    public init(wrapping transport: any HTTPTransport, recorder: JourneyRecorder) {
        (wrapped, self.recorder) = (transport, recorder)
    }

    /// Sends, and keeps the exchange; a call without an answer is not kept.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = try await wrapped.send(call, deadline: deadline)
        recorder.add(call, answer)
        return answer
    }
}
