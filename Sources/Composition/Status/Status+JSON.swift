import FastCGI
import FoundationEssentials
import ProviderKit

// For a program; times are in seconds, as in the Prometheus form.

extension Status {
    var json: JSONValue {
        .object([
            "version": .string(version), "provider": .string(provider),
            "start_time": .string(start.formatted(.iso8601)),
            "uptime_seconds": .number(Decimal(uptime.components.seconds)),
            "reloads": .number(Decimal(reloads)),
            "in_flight": .number(Decimal(server.inFlight)), "peak_in_flight": .number(Decimal(server.peakInFlight)),
            "max_in_flight": .number(Decimal(server.maximumInFlight)),
            "accepted_connections": .number(Decimal(server.accepted)),
            "refused": .counts(refusals.map { ($0.name, $0.count) }),
            "routes": .object(Dictionary(routes.map { ($0.name, $0.json) }) { $1 }),
            "upstream": .object(
                Dictionary(grouping: upstream, by: \.side).mapValues { calls in
                    .object(Dictionary(calls.map { ($0.outcome, $0.durations.json) }) { $1 })
                }),
        ])
    }
}

extension Status.RouteCount {
    fileprivate var json: JSONValue {
        .object([
            "statuses": .counts(Array(zip(Metrics.statusClasses, statuses).dropFirst())),
            "duration_seconds": durations.json,
        ])
    }
}

extension Histogram.Snapshot {
    fileprivate var json: JSONValue {
        .object([
            "count": .number(Decimal(count)),
            "sum": .number(Decimal(microseconds) / 1_000_000),
            "le": .counts(Array(zip(Self.bounds, cumulative))),
        ])
    }
}

extension JSONValue {
    fileprivate static func counts(_ pairs: [(String, Int)]) -> JSONValue {
        .object(Dictionary(pairs.map { ($0.0, .number(Decimal($0.1))) }) { $1 })
    }
}
