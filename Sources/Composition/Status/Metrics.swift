import ConnectFlow
public import FastCGI
public import FoundationEssentials
import HTTPTypes
import Synchronization

/// What a process has done since it started. It outlives the settings that are read again.
///
/// No request waits for another one's count: there are atomics alone on its way.
public final class Metrics: Sendable {
    /// Who is called.
    enum Side: Int, CaseIterable {
        case connect, provider
    }

    /// How a call ended.
    enum Outcome: Int, CaseIterable {
        case ok
        /// 4xx: it says no.
        case refused
        /// 5xx, no connection, or an answer that cannot be read.
        case error
        case timedOut
    }

    static let routes = Route.names + ["unknown"]
    static let statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"]
    private static let routeIndex = Dictionary(uniqueKeysWithValues: routes.enumerated().map { ($1, $0) })

    /// What the program says of itself.
    let version: String
    let start: Date
    private let started = ContinuousClock.now
    private let statuses = Tallies(Metrics.routes.count * Metrics.statusClasses.count)
    private let durations = Metrics.routes.map { _ in Histogram() }
    private let calls = Side.allCases.map { _ in Outcome.allCases.map { _ in Histogram() } }
    private let reads = Tallies(1)
    private let server = Mutex<(@Sendable () -> ServerCounters)?>(nil)

    /// Begins to count.
    ///
    /// - Parameters:
    ///   - version: of the program.
    ///   - start: when it started.
    public init(version: String, start: Date = Date()) {
        self.version = version
        self.start = start
    }

    /// Where the transport's own counters are.
    public func watch(_ counters: @escaping @Sendable () -> ServerCounters) { server.withLock { $0 = counters } }

    /// Counts that the settings were read again, and are in force.
    public func countReload() { reads.add(at: 0) }

    func count(_ report: FlowReport) {
        let route = Self.routeIndex[report.route?.name ?? "unknown"] ?? Self.routes.count - 1
        statuses.add(at: route * Self.statusClasses.count + report.status.code / 100 - 1)
        durations[route].add(report.duration)
    }

    func count(_ side: Side, _ outcome: Outcome, _ duration: Duration) {
        calls[side.rawValue][outcome.rawValue].add(duration)
    }

    /// All of it as it is now. Requests go on meanwhile, so sums may differ by those that ended in between.
    func snapshot(provider: String) -> Status {
        let statuses = statuses.values
        let width = Self.statusClasses.count
        return Status(
            version: version, provider: provider, start: start, uptime: ContinuousClock.now - started,
            reloads: reads.values.first ?? 0, server: server.withLock { $0 }?() ?? ServerCounters(),
            routes: Self.routes.indices.map { index in
                Status.RouteCount(
                    name: Self.routes[index], statuses: Array(statuses[index * width..<(index + 1) * width]),
                    durations: durations[index].snapshot)
            },
            upstream: Side.allCases.flatMap { side in
                Outcome.allCases.map { outcome in
                    Status.UpstreamCount(
                        side: "\(side)", outcome: outcome.name,
                        durations: calls[side.rawValue][outcome.rawValue].snapshot)
                }
            })
    }
}

extension Metrics.Outcome {
    var name: String { self == .timedOut ? "timed_out" : "\(self)" }

    init(_ status: HTTPResponse.Status) {
        self =
            switch status.code {
            case 500...: .error
            case 400...: .refused
            default: .ok
            }
    }
}
