import FoundationEssentials
import HTTPTypes
import ProviderKit
import Synchronization

/// Carries calls until one of them, and does a ``SiteFault`` from there on.
final class FaultyTransport: HTTPTransport {
    private let wrapped: any HTTPTransport
    private let fault: SiteFault?
    private let first: Int
    private let state = Mutex(State())

    private struct State {
        var calls: [String] = []
        var didAct = false
    }

    /// - Parameters:
    ///   - wrapped: what carries the calls.
    ///   - fault: what goes wrong; `nil` for nothing.
    ///   - first: the number of the first call that goes wrong, from 0.
    init(_ wrapped: any HTTPTransport, _ fault: SiteFault? = nil, from first: Int = 0) {
        self.wrapped = wrapped
        self.fault = fault
        self.first = first
    }

    /// What was called, without queries, in order.
    var calls: [String] { state.withLock { $0.calls } }

    /// Whether the fault happened; it cannot be done to every answer.
    var didAct: Bool { state.withLock { $0.didAct } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let number = state.withLock { state in
            state.calls.append("\(call.method.rawValue) \(call.url.path)")
            return state.calls.count - 1
        }
        guard let fault, number >= first else { return try await wrapped.send(call, deadline: deadline) }
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
