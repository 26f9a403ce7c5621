import FoundationEssentials
import ProviderKit

/// What a tariff costs: half-hourly prices as a provider sends them, to FlatPeak's tariff with every rule checked, beside
/// the decoding of the same bytes as JSON.
///
///     swift run -c release benchmark-tariffs
@main
struct TariffBenchmark {
    static func main() throws {
        let zone = try ZoneDatabase.system.zone("Europe/London")
        print("slots  bytes   JSON decoding  convert  check rules  convert + check / JSON")
        for slots in [48, 384] {
            let bytes = answer(slots: slots)
            let answer = try JSONDecoder().decode(Answer.self, from: bytes)
            let tariff = try answer.tariff(in: zone)
            guard tariff.violations(now: Answer.now).isEmpty else { throw Failure.brokenTariff }
            let decoding = try median { _ = try JSONDecoder().decode(Answer.self, from: bytes) }
            let converting = try median { _ = try answer.tariff(in: zone) }
            let checking = try median { _ = tariff.violations(now: Answer.now) }
            let ratio = (converting + checking) / decoding
            let columns = [
                padded("\(slots)", 5), padded("\(bytes.count)", 6), padded(text(decoding), 12) + " µs",
                padded(text(converting), 6) + " µs", padded(text(checking), 10) + " µs", padded(text(ratio), 10),
            ]
            print(columns.joined(separator: "  "))
        }
    }

    private enum Failure: Error { case brokenTariff }

    /// The median of 200 runs, in microseconds, after 20 that do not count.
    private static func median(_ work: () throws -> Void) throws -> Double {
        var times: [Double] = []
        for run in 0..<220 {
            let time = try ContinuousClock().measure(work).components
            if run >= 20 { times.append(Double(time.seconds) * 1e6 + Double(time.attoseconds) / 1e12) }
        }
        return times.sorted()[times.count / 2]
    }

    /// Prices for whole local days from 2026-01-15 on, all different.
    private static func answer(slots: Int) -> Data {
        let start = Answer.now.timeIntervalSince1970 - 12 * 3600
        let rows = (0..<slots).map { slot in
            let from = Date(timeIntervalSince1970: start + Double(slot * 1800))
            let to = Date(timeIntervalSince1970: start + Double((slot + 1) * 1800))
            let price = "\(10 + slot % 30).\(10_001 + slot)"
            return
                #"{"value":\#(price),"validFrom":"\#(RFC3339.string(from: from) ?? "")","validTo":"\#(RFC3339.string(from: to) ?? "")"}"#
        }
        return Data("{\"unitRates\":[\(rows.joined(separator: ","))]}".utf8)
    }

    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// The shape of a provider's answer.
private struct Answer: Decodable {
    struct Rate: Decodable {
        let value: Decimal
        let validFrom: String
        let validTo: String
    }

    /// 2026-01-15 12:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_768_478_400)

    let unitRates: [Rate]

    func tariff(in zone: Zone) throws -> Tariff {
        let rates = try unitRates.map { rate in
            TimedRate(
                from: RFC3339.date(from: rate.validFrom) ?? .distantPast, to: RFC3339.date(from: rate.validTo),
                price: try .pence(decimal: rate.value))
        }
        return try .timed("Agile", instance: "BENCHMARK", rates: rates, in: zone, now: Self.now)
    }
}
