import FoundationEssentials
import HTTPTypes
import ProviderKit
import Synchronization

/// Carries calls until one of them, and does a ``SiteFault`` from there on: to the provider's API, or to its token endpoint,
/// whichever that call goes to. The other one works on.
final class FaultyTransport: HTTPTransport {
    private let wrapped: any HTTPTransport
    private let fault: SiteFault?
    private let first: Int
    private let tokenPath: String?
    private let state = Mutex(State())

    private struct State {
        var calls: [HTTPCall] = []
        var answers: [(call: HTTPCall, answer: HTTPAnswer)] = []
        var didAct = false
        /// Whether it is the token endpoint that goes wrong.
        var isAtTokenEndpoint = false
    }

    /// - Parameters:
    ///   - wrapped: what carries the calls.
    ///   - fault: what goes wrong; `nil` for nothing.
    ///   - first: the number of the first call that goes wrong, from 0.
    ///   - tokenPath: the path of the token endpoint, with OAuth2.
    init(_ wrapped: any HTTPTransport, _ fault: SiteFault? = nil, from first: Int = 0, tokenPath: String? = nil) {
        self.wrapped = wrapped
        self.fault = fault
        self.first = first
        self.tokenPath = tokenPath
    }

    /// What was called, without queries, in order.
    var calls: [String] { state.withLock { $0.calls.map { "\($0.method.rawValue) \($0.url.path)" } } }

    /// What was called and what came back to it, in the order of the answers.
    var exchanges: [(call: HTTPCall, answer: HTTPAnswer)] { state.withLock { $0.answers } }

    /// Whether the fault happened; it cannot be done to every answer.
    var didAct: Bool { state.withLock { $0.didAct } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let isHit = state.withLock { state in
            let (number, isForTokens) = (state.calls.count, call.url.path == tokenPath)
            state.calls.append(call)
            if number == first { state.isAtTokenEndpoint = isForTokens }
            return number >= first && isForTokens == state.isAtTokenEndpoint
        }
        guard let fault, isHit else {
            let answer = try await wrapped.send(call, deadline: deadline)
            state.withLock { $0.answers.append((call, answer)) }
            return answer
        }
        let recorded = try? await wrapped.send(call, deadline: deadline)
        guard let act = fault.act(recorded) else {
            guard let recorded else { throw .unreachable("the cassette holds no such call") }
            return recorded
        }
        state.withLock { $0.didAct = true }
        switch act {
        case .answer(let answer): return answer
        case .fail(let failure): throw failure
        case .hang:
            try? await Task.sleep(until: deadline, clock: .continuous)
            throw .timedOut
        }
    }
}
