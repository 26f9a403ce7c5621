import ConnectFlow
import ProviderKit
import Testing

@testable import Composition

@Suite struct MetricsTests {
    @Test(arguments: [(0, 0), (1000, 0), (1001, 1), (60_000_000, 13), (60_000_001, 14), (3_600_000_000, 14)])
    func aDurationIsInTheFirstBucketThatHoldsIt(microseconds: Int, bucket: Int) {
        let histogram = Histogram()
        histogram.add(.microseconds(microseconds))
        #expect(histogram.snapshot.buckets.firstIndex(of: 1) == bucket)
        #expect(histogram.snapshot.microseconds == microseconds)
        #expect(histogram.snapshot.count == 1)
    }

    @Test(arguments: [(0, "0"), (1, "0.000001"), (25_000, "0.025"), (10_000_000, "10"), (1_500_000, "1.5")])
    func secondsAreDecimal(microseconds: Int, text: String) {
        #expect(Histogram.Snapshot.seconds(microseconds: microseconds) == text)
    }

    @Test func threadsThatCountAtOnceLoseNothing() async {
        let metrics = Metrics(version: "1.2.3")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<10_000 { metrics.count(.provider, .ok, .milliseconds(3)) } }
            }
        }
        let calls = metrics.snapshot(provider: "x").upstream.first { $0.side == "provider" && $0.outcome == "ok" }
        #expect(calls?.durations.count == 80_000)
        #expect(calls?.durations.microseconds == 240_000_000)
    }

    @Test func everyRouteHasARow() {
        #expect(Metrics.routes.count == Route.names.count + 1)
        #expect(Set(Metrics.routes).count == Metrics.routes.count)
    }

    @Test(arguments: ["/", "/page", "/assets", "/assets/x", "status", "/a?b", "/a b", "/status/", "/callback"])
    func aStatusPathThatCannotBeIsAFault(path: String) {
        let variables = ["APP_SECRET": "0123456789abcdefghijklmnopqrstuvwxyz", "STATUS_PATH": path]
        #expect(throws: Configuration.Faults.self) { try Configuration(EnvironmentVariables(variables)) }
    }

    @Test func aLabelsQuotesAndBackslashesAreEscapedForPrometheus() {
        let page = Metrics(version: "1").snapshot(provider: #"A "B" \ C"#).prometheus
        #expect(page.contains(#"ratebridge_info{version="1",provider="A \"B\" \\ C"} 1"#))
    }
}
