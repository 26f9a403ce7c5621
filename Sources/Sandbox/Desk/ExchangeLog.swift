import FoundationEssentials
import HTTPTypes
import ProviderKit
import Synchronization

/// The newest calls, in the order in which they began.
final class ExchangeLog: Sendable {
    /// The oldest go first, so that a load test does not fill the memory.
    static let limit = 400
    /// Larger bodies are counted, not kept, in bytes.
    static let bodyLimit = 64 << 10

    private struct State {
        var exchanges: [Exchange] = []
        var count = 0
        var revision = 0
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// Changes with every call that begins or ends.
    var revision: Int { state.withLock { $0.revision } }

    var exchanges: [Exchange] { state.withLock { $0.exchanges } }

    /// Notes that a call begins.
    ///
    /// - Returns: Its number, to be ended with.
    func begin(
        from: Exchange.Party, to: Exchange.Party, _ call: HTTPCall, token: String? = nil, fault: String? = nil
    ) -> Int {
        var call = call
        call.body = Self.kept(call.body)
        let started = now()
        return state.withLock { state in
            state.count += 1
            state.revision += 1
            state.exchanges.append(
                Exchange(
                    id: state.count, from: from, to: to, started: started, call: call, knownToken: token, fault: fault))
            if state.exchanges.count > Self.limit { state.exchanges.removeFirst(Self.limit / 4) }
            return state.count
        }
    }

    /// Notes how it ended; `nil` is without an answer.
    func end(_ id: Int?, _ answer: HTTPAnswer?) {
        var answer = answer
        if let body = answer?.body { answer?.body = Self.kept(body) }
        let ended = now()
        state.withLock { state in
            state.revision += 1
            guard let index = state.exchanges.lastIndex(where: { $0.id == id }) else { return }
            state.exchanges[index].duration = ended.timeIntervalSince(state.exchanges[index].started)
            state.exchanges[index].end = answer.map(Exchange.End.answered) ?? .unanswered
        }
    }

    /// Something else that the desk shows has changed.
    func touch() { state.withLock { $0.revision += 1 } }

    func reset() {
        state.withLock {
            $0.exchanges = []
            $0.revision += 1
        }
    }

    private static func kept(_ body: [UInt8]) -> [UInt8] {
        body.count <= bodyLimit ? body : Array("\(body.count) bytes, which is more than the desk keeps".utf8)
    }
}
