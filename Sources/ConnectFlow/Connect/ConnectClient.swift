public import FoundationEssentials
import HTTPTypes
public import ProviderKit

/// Talks to FlatPeak's Connect: one address, always `POST`, the step in the body (FlatPeak protocol, sections 1 and 2).
public struct ConnectClient: Sendable {
    private let url: URL
    private let transport: any HTTPTransport

    /// - Parameters:
    ///   - url: `CONNECT_API_URL`.
    ///   - transport: what carries the calls.
    public init(url: URL, transport: any HTTPTransport) {
        self.url = url
        self.transport = transport
    }

    /// One step to take.
    enum Step: Sendable {
        case start
        /// The form fields and what the provider added. Passwords in it are in clear: FlatPeak's backend logs in with them.
        case authMetadata([String: JSONValue])
        case consent(authMetadataID: String)
        case action(route: String, action: String)

        /// Its name in the timeline.
        var timed: FlowStep {
            switch self {
            case .start: .connectStart
            case .authMetadata: .connectAuthMetadataCapture
            case .consent: .connectConsentCapture
            case .action: .connectAction
            }
        }

        func body(_ token: ConnectToken) -> JSONValue {
            let token = JSONValue.string(token.text)
            return switch self {
            case .start: ["connect_token": token, "route": "start_tariff_integration"]
            case .authMetadata(let data):
                ["connect_token": token, "route": "auth_metadata_capture", "data": .object(data)]
            case .consent(let id):
                [
                    "connect_token": token, "route": "consent_capture",
                    "data": ["auth_metadata_id": .string(id), "consent_given": true],
                ]
            case .action(let route, let action):
                ["connect_token": token, "route": .string(route), "type": "submit", "action": .string(action)]
            }
        }
    }

    /// Takes a step.
    func take(_ step: Step, _ token: ConnectToken, deadline: ContinuousClock.Instant) async throws(ConnectFailure)
        -> ConnectAnswer
    {
        let call = HTTPCall(
            .post, url, headerFields: [.contentType: "application/json", .accept: "application/json"],
            body: step.body(token).serialised())
        let answer: HTTPAnswer
        do {
            answer = try await transport.send(call, deadline: deadline)
        } catch {
            switch error {
            case .timedOut: throw .timedOut
            case .unreachable(let reason): throw .unreachable(reason)
            case .answerTooLarge(let limit): throw .unusable("more than \(limit) bytes")
            }
        }
        return try ConnectAnswer(answer)
    }
}
