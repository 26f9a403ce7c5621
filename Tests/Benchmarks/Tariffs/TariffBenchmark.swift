import FoundationEssentials
import ProviderKit

/// What a tariff costs, in microseconds: the prices of a provider's answer to FlatPeak's tariff, the check of every rule and
/// the encoding of a tariff with as many slots, beside the decoding of the provider's bytes as JSON.
///
///     swift run -c release benchmark-tariffs [SLOTS…]
@main
struct TariffBenchmark {
    static func main() throws {
        let zone = try ZoneDatabase.system.zone("Europe/London")
        let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        print("  slots    bytes  JSON decoding    convert  check rules   encoding  convert + check / JSON")
        for slots in sizes.isEmpty ? [48, 384] : sizes {
            let runs = max(5, 10_000 / slots)
            let bytes = Answer.bytes(slots: slots)
            let answer = try JSONDecoder().decode(Answer.self, from: bytes)
            let day = try answer.tariff(in: zone)
            let tariff = try Tariff.year(slots: slots)
            guard day.violations(now: Answer.now).isEmpty, tariff.violations(now: Answer.now).isEmpty else {
                throw Failure.brokenTariff
            }
            let decoding = try median(of: runs) { _ = try JSONDecoder().decode(Answer.self, from: bytes) }
            let converting = try median(of: runs) { _ = try answer.tariff(in: zone) }
            let checking = try median(of: runs) { _ = tariff.violations(now: Answer.now) }
            let encoding = try median(of: runs) { _ = try JSONEncoder().encode(tariff) }
            let columns = [
                padded("\(slots)", 7), padded("\(bytes.count)", 7), padded(text(decoding), 13),
                padded(text(converting), 9), padded(text(checking), 11), padded(text(encoding), 9),
                padded(text((converting + checking) / decoding), 22),
            ]
            print(columns.joined(separator: "  "))
        }
    }

    private enum Failure: Error { case brokenTariff }

    /// The median in microseconds, after a tenth as many runs that do not count.
    private static func median(of runs: Int, _ work: () throws -> Void) throws -> Double {
        var times: [Double] = []
        for run in -(1 + runs / 10)..<runs {
            let time = try ContinuousClock().measure(work).components
            if run >= 0 { times.append(Double(time.seconds) * 1e6 + Double(time.attoseconds) / 1e12) }
        }
        return times.sorted()[times.count / 2]
    }

    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
