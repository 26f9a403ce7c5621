import FastCGI
import FoundationEssentials

// For a person at a terminal.

extension Status {
    var text: String {
        var lines = [
            ("version", version), ("provider", provider), ("start time", start.formatted(.iso8601)),
            ("uptime", "\(uptime.components.seconds) s"), ("reloads", "\(reloads)"),
            ("in flight", "\(server.inFlight)"), ("peak in flight", "\(server.peakInFlight)"),
            ("MAX_IN_FLIGHT", "\(server.maximumInFlight)"), ("accepted connections", "\(server.accepted)"),
        ].map { Self.padded($0.0 + ":", 23) + $0.1 }
        lines += refusals.map { Self.padded("refused, \($0.name):", 23) + "\($0.count)" }
        lines += [
            "",
            Self.row(
                "route", Array(Metrics.statusClasses.dropFirst()) + ["average ms", "95 % within ms"]),
        ]
        lines += routes.map { route in
            Self.row(route.name, route.statuses.dropFirst().map { String($0) } + Self.times(route.durations))
        }
        lines += ["", Self.row("upstream calls", ["", "", "", "count", "average ms", "95 % within ms"])]
        lines += upstream.map { calls in
            Self.row(
                "\(calls.side) \(calls.outcome)",
                ["", "", "", "\(calls.durations.count)"] + Self.times(calls.durations))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func times(_ durations: Histogram.Snapshot) -> [String] {
        guard durations.count > 0 else { return ["-", "-"] }
        let enough = (durations.count * 95 + 99) / 100
        let bound = durations.cumulative.firstIndex { $0 >= enough } ?? Histogram.bounds.count
        let isOpen = bound >= Histogram.bounds.count
        return [
            "\(durations.microseconds / durations.count / 1000)",
            isOpen ? "more" : "\(Histogram.bounds[bound])",
        ]
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let widths = [9, 9, 9, 9, 12, 16]
        return zip(cells, widths).reduce(padded(name, 29)) { $0 + padded($1.0, $1.1, right: true) }
    }

    private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }
}
