import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit
import Synchronization

/// FlatPeak's backend reading tariffs: in the background after consent, and again whenever it likes.
final class TariffReads: Sendable {
    /// What one reading needs.
    struct Job: Sendable {
        let connectToken: String
        let providerID: String?
        let url: String
        let bearer: String?
        let authMetadata: [String: JSONValue]
        /// The contract to read, once one has been read before.
        var referenceID: String?
    }

    private struct State {
        var tasks: [String: Task<TariffRead, Never>] = [:]
        var finished: [TariffRead] = []
    }

    /// The oldest readings go first, so that a load test does not fill the memory.
    static let limit = 10_000

    private let state = Mutex(State())
    private let call: TariffPlanCall
    private let clock: SandboxClock
    private let logger: Logger
    private let exchanges: ExchangeLog

    init(call: TariffPlanCall, clock: SandboxClock, logger: Logger, exchanges: ExchangeLog) {
        self.call = call
        self.clock = clock
        self.logger = logger
        self.exchanges = exchanges
    }

    /// Starts a reading. `keep` is called with data that replaces the stored.
    @discardableResult
    func start(_ job: Job, keep: @escaping @Sendable ([String: JSONValue]) -> Void) -> Task<TariffRead, Never> {
        let task = Task {
            let read = await perform(job)
            guard !Task.isCancelled else { return read }
            if let renewed = read.renewedMetadata { keep(renewed) }
            record(read)
            return read
        }
        state.withLock { $0.tasks[job.connectToken] = task }
        return task
    }

    /// The token's newest reading, once it is finished; `nil` where none was started.
    func latest(token: String) async -> TariffRead? {
        await state.withLock { $0.tasks[token] }?.value
    }

    /// The finished readings in the order in which they finished.
    var finished: [TariffRead] { state.withLock { $0.finished } }

    /// Stops what is under way and forgets what was read.
    func reset() {
        let tasks = state.withLock { state in
            defer { state = State() }
            return state.tasks.values.map(\.self)
        }
        for task in tasks { task.cancel() }
    }

    private func record(_ read: TariffRead) {
        if case .failure(let code, let message) = read.outcome {
            logger.info("A tariff could not be read: \(code): \(message)")
        }
        state.withLock {
            $0.finished.append(read)
            if $0.finished.count > Self.limit { $0.finished.removeFirst(Self.limit / 2) }
        }
    }

    private func perform(_ job: Job) async -> TariffRead {
        let started = clock.now
        var status: Int?
        var result: TariffPlanAnswer
        do {
            let answer = try await post(job)
            status = answer.status
            result = TariffPlanAnswer(status: answer.status, body: answer.body, now: clock.now)
        } catch is DeadlineExceeded {
            result = .failure("read_timeout", "The integration gave no answer within 60 seconds.")
        } catch {
            result = .failure("integration_unreachable", "\(job.url) could not be reached: \(error)")
        }
        return TariffRead(
            connectToken: job.connectToken, providerID: job.providerID, url: job.url, started: started,
            finished: clock.now, status: status, outcome: result.outcome, renewedMetadata: result.renewedMetadata)
    }

    private func post(_ job: Job) async throws -> TariffPlanCall.Answer {
        let metadata = JSONValue.members([
            "data": .object(job.authMetadata), "reference_id": .optional(job.referenceID),
        ])
        let body = try JSONValue.object(["auth_metadata": metadata]).json()
        let call = call
        let id = exchanges.begin(job, body)
        do {
            let answer = try await withDeadline(TariffPlanCall.timeLimit) {
                try await call.post(job.url, body, job.bearer)
            }
            exchanges.end(id, HTTPAnswer(status: .init(code: answer.status), body: Array(answer.body)))
            return answer
        } catch {
            exchanges.end(id, nil)
            throw error
        }
    }
}

extension ExchangeLog {
    fileprivate func begin(_ job: TariffReads.Job, _ body: Data) -> Int {
        let call = Exchange.Call(
            method: .post, address: job.url, headerFields: [.contentType: "application/json"], body: Array(body))
        return begin(from: .flatPeak, to: .responder, call, token: job.connectToken)
    }
}

/// The time was up before the work was done.
struct DeadlineExceeded: Error {}

/// Runs the work, but no longer than the limit: the work is cancelled then.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw DeadlineExceeded() }
        return value
    }
}
