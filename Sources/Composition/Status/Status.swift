import FastCGI
import FoundationEssentials

/// The counters at one moment.
struct Status: Sendable {
    struct RouteCount: Sendable {
        let name: String
        /// By class, 1xx first.
        let statuses: [Int]
        let durations: Histogram.Snapshot
    }

    struct UpstreamCount: Sendable {
        let side: String
        let outcome: String
        let durations: Histogram.Snapshot
    }

    let version: String
    let provider: String
    let start: Date
    let uptime: Duration
    /// How often the settings were read again.
    let reloads: Int
    let server: ServerCounters
    let routes: [RouteCount]
    let upstream: [UpstreamCount]

    /// The transport's refusals by name.
    var refusals: [(name: String, count: Int)] {
        [
            ("busy", server.busy), ("too_large", server.tooLarge), ("malformed", server.malformed),
            ("timed_out", server.timedOut),
        ]
    }
}
