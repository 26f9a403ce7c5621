import FoundationEssentials
import HTTPTypes
import ProviderKit
import Synchronization

/// The newest calls, in the order in which they began.
final class ExchangeLog: Sendable {
    /// The oldest go first, so that a load test does not fill the memory.
    static let limit = 400
    /// What all bodies may take together, in bytes.
    static let memory = 16 << 20
    /// A larger body is counted, not kept, in bytes: as much as any site reads.
    static let bodyLimit = 1 << 20

    private struct State {
        /// Numbered without a gap.
        var exchanges: [Exchange] = []
        var count = 0
        var bytes = 0
        var revision = 0

        mutating func makeRoom() {
            while exchanges.count > ExchangeLog.limit || (bytes > ExchangeLog.memory && exchanges.count > 1) {
                let gone = max(1, exchanges.count / 4)
                for exchange in exchanges.prefix(gone) { bytes -= exchange.size }
                exchanges.removeFirst(gone)
            }
        }
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
        from: Exchange.Party, to: Exchange.Party, _ call: Exchange.Call, token: String? = nil, fault: String? = nil
    ) -> Int {
        var call = call
        if call.body.count > Self.bodyLimit { call.body = Array(Self.note(call.body.count).utf8) }
        let started = now()
        return state.withLock { state in
            state.count += 1
            state.revision += 1
            let exchange = Exchange(
                id: state.count, from: from, to: to, started: started, call: call, knownToken: token, fault: fault)
            state.bytes += exchange.size
            state.exchanges.append(exchange)
            state.makeRoom()
            return exchange.id
        }
    }

    /// Notes how it ended; `nil` is without an answer.
    func end(_ id: Int?, _ answer: HTTPAnswer?) {
        let length = answer?.body.count ?? 0
        var answer = answer
        if length > Self.bodyLimit { answer?.body = [] }
        let ended = now()
        state.withLock { state in
            state.revision += 1
            guard let id, let first = state.exchanges.first?.id, state.exchanges.indices.contains(id - first) else {
                return
            }
            state.exchanges[id - first].duration = ended.timeIntervalSince(state.exchanges[id - first].started)
            state.exchanges[id - first].end = answer.map(Exchange.End.answered) ?? .unanswered
            if length > Self.bodyLimit { state.exchanges[id - first].omitted = length }
            state.bytes += answer?.body.count ?? 0
            state.makeRoom()
        }
    }

    /// Something else that the desk shows has changed.
    func touch() { state.withLock { $0.revision += 1 } }

    func reset() {
        state.withLock {
            ($0.exchanges, $0.bytes) = ([], 0)
            $0.revision += 1
        }
    }

    /// What stands in the place of a body that is too large.
    static func note(_ length: Int) -> String { "\(length) bytes, which is more than the desk keeps" }
}
