import FastCGI
import FoundationEssentials

// For Prometheus: its text format 0.0.4.

extension Status {
    var prometheus: String {
        var page = PrometheusPage()
        page.family("ratebridge_info", "gauge", "What runs here.")
        page.sample("ratebridge_info", [("version", version), ("provider", provider)], "1")
        page.single(
            "ratebridge_start_time_seconds", "gauge", "When the process started, in seconds since 1970.",
            "\(Int(start.timeIntervalSince1970))")
        page.single("ratebridge_reloads_total", "counter", "How often the settings were read again.", "\(reloads)")
        page.single("ratebridge_requests_in_flight", "gauge", "Requests being worked on.", "\(server.inFlight)")
        page.single(
            "ratebridge_requests_in_flight_peak", "gauge", "The most there ever were.", "\(server.peakInFlight)")
        page.single("ratebridge_requests_in_flight_max", "gauge", "MAX_IN_FLIGHT.", "\(server.maximumInFlight)")
        page.single("ratebridge_connections_accepted_total", "counter", "Connections accepted.", "\(server.accepted)")
        page.family("ratebridge_requests_refused_total", "counter", "Requests turned away, by reason.")
        for (name, count) in refusals {
            page.sample("ratebridge_requests_refused_total", [("reason", name)], "\(count)")
        }
        page.family("ratebridge_responses_total", "counter", "Answers, by route and class of status.")
        for route in routes {
            for (name, count) in zip(Metrics.statusClasses, route.statuses).dropFirst() {
                page.sample("ratebridge_responses_total", [("route", route.name), ("class", name)], "\(count)")
            }
        }
        page.family("ratebridge_response_duration_seconds", "histogram", "How long answers took, by route.")
        for route in routes {
            page.histogram("ratebridge_response_duration_seconds", [("route", route.name)], route.durations)
        }
        page.family(
            "ratebridge_upstream_duration_seconds", "histogram",
            "How long calls to Connect and to the provider took, by outcome.")
        for calls in upstream {
            page.histogram(
                "ratebridge_upstream_duration_seconds", [("side", calls.side), ("outcome", calls.outcome)],
                calls.durations)
        }
        return page.text
    }
}

private struct PrometheusPage {
    typealias Labels = [(name: String, value: String)]

    private(set) var text = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: Labels, _ value: String) {
        line(name, Self.list(labels), value)
    }

    mutating func single(_ name: String, _ type: String, _ help: String, _ value: String) {
        family(name, type, help)
        sample(name, [], value)
    }

    mutating func histogram(_ name: String, _ labels: Labels, _ durations: Histogram.Snapshot) {
        let (bucket, list) = (name + "_bucket", Self.list(labels))
        for (bound, count) in zip(Histogram.Snapshot.bounds, durations.cumulative) {
            line(bucket, "\(list),le=\"\(bound)\"", "\(count)")
        }
        line(name + "_sum", list, Histogram.Snapshot.seconds(microseconds: durations.microseconds))
        line(name + "_count", list, "\(durations.count)")
    }

    private mutating func line(_ name: String, _ labels: String, _ value: String) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " "
        text += value
        text += "\n"
    }

    private static func list(_ labels: Labels) -> String {
        labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    }

    /// Most have nothing to escape, and a look is much cheaper.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x5C, 0x22, 0x0A].contains($0) }) else { return text }
        return text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension Histogram.Snapshot {
    /// The upper bounds in seconds; the last bucket has none.
    static let bounds = Histogram.bounds.map { seconds(milliseconds: $0) } + ["+Inf"]

    static func seconds(milliseconds: Int) -> String { seconds(microseconds: milliseconds * 1000) }

    /// Decimal, without zeros at its end: `0.025`, `10`.
    static func seconds(microseconds: Int) -> String {
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        let digits = fraction.prefix(
            upTo: fraction.lastIndex { $0 != "0" }.map { fraction.index(after: $0) } ?? fraction.startIndex)
        return "\(microseconds / 1_000_000)" + (digits.isEmpty ? "" : ".\(digits)")
    }
}
