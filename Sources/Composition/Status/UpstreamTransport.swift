import ProviderKit

/// The network, with its calls counted. Its connections are closed when nobody has it any more: the last request of
/// settings that have been replaced.
final class UpstreamTransport: HTTPTransport {
    private let network: NetworkTransport
    private let side: Metrics.Side
    private let metrics: Metrics?

    init(_ network: NetworkTransport, _ side: Metrics.Side, _ metrics: Metrics?) {
        self.network = network
        self.side = side
        self.metrics = metrics
    }

    deinit { Task.detached { [network] in await network.shutdown() } }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        guard let metrics else { return try await network.send(call, deadline: deadline) }
        let start = ContinuousClock.now
        do {
            let answer = try await network.send(call, deadline: deadline)
            metrics.count(side, Metrics.Outcome(answer.status), .now - start)
            return answer
        } catch {
            metrics.count(side, error == .timedOut ? .timedOut : .error, .now - start)
            throw error
        }
    }
}
