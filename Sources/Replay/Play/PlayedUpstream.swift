public import FoundationEssentials
public import ProviderKit
import ProviderTesting
import Synchronization

/// Connect and the provider as a journey's file has them, and the clock.
///
/// Everything that passes is redacted as it is when a journey is recorded, and then compared with the file.
public final class PlayedUpstream: HTTPTransport {
    private struct State {
        var redactor: Redactor
        var matcher: CallMatcher
        var clock: Date
    }

    private let state: Mutex<State>
    private let file: String

    init(_ file: ReplayFile, secrets: [String: String]) {
        var rules = Redaction.replay
        rules.secrets = secrets
        self.file = file.path
        state = Mutex(
            State(redactor: Redactor(rules), matcher: CallMatcher([], file: file.path), clock: file.clock))
    }

    /// The time of the journey.
    public var now: Date { state.withLock { $0.clock } }

    /// Answers a call of the step at hand.
    ///
    /// - Throws: ``HTTPFailure/unreachable(_:)`` where the file expects no such call, or says that nobody answers.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = state.withLock { state -> HTTPAnswer? in
            state.redactor.learn(call)
            guard let sent = try? state.redactor.redacted(call), let exchange = state.matcher.match(sent) else {
                return nil
            }
            let answer = HTTPAnswer(exchange.answer, state.redactor.values)
            state.redactor.learn(answer)
            return answer
        }
        guard let answer else { throw .unreachable("the journey holds no such call") }
        return answer
    }

    /// Begins a step.
    func begin(_ step: ReplayStep) {
        state.withLock { state in
            state.matcher = CallMatcher(step.exchanges, file: file)
            if let clock = step.clock { state.clock = clock }
        }
    }

    /// What was called and not expected, and what was expected and not called.
    func leftOver() -> (unmatched: [UnmatchedCall], unused: [CassetteExchange]) {
        state.withLock { ($0.matcher.unmatched, $0.matcher.unused) }
    }

    /// The value of each name so far.
    var values: [String: String] { state.withLock { $0.redactor.values } }

    func learn(_ call: HTTPCall) { state.withLock { $0.redactor.learn(call) } }

    /// The answer to the browser as a file holds it.
    func redacted(_ answer: HTTPAnswer) -> CassetteExchange.Answer? {
        state.withLock { state in
            state.redactor.learn(answer)
            return try? state.redactor.redacted(answer)
        }
    }

    func redacted(_ text: String) -> String {
        state.withLock { SecretScan($0.redactor.names).redacted(text) }
    }
}

extension Redactor {
    /// The values that names stand for.
    var values: [String: String] {
        Dictionary(names.entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
