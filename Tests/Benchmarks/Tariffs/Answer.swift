import FoundationEssentials
import ProviderKit

/// The shape of a provider's answer.
struct Answer: Decodable {
    struct Rate: Decodable {
        let value: Decimal
        let validFrom: String
        let validTo: String
    }

    /// 2026-01-15 12:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_768_478_400)

    let unitRates: [Rate]

    /// Half-hourly prices from the beginning of that day on, all different.
    static func bytes(slots: Int) -> Data {
        let start = now.timeIntervalSince1970 - 12 * 3600
        let rows = (0..<slots).map { slot in
            let from = Date(timeIntervalSince1970: start + Double(slot * 1800))
            let to = Date(timeIntervalSince1970: start + Double((slot + 1) * 1800))
            let price = "\(10 + slot % 30).\(100_001 + slot)"
            return
                #"{"value":\#(price),"validFrom":"\#(RFC3339.string(from: from) ?? "")","validTo":"\#(RFC3339.string(from: to) ?? "")"}"#
        }
        return Data("{\"unitRates\":[\(rows.joined(separator: ","))]}".utf8)
    }

    /// The tariff of that day: it holds 48 of the slots, and all of them are read.
    func tariff(in zone: Zone) throws -> Tariff {
        let rates = try unitRates.map { rate in
            TimedRate(
                from: RFC3339.date(from: rate.validFrom) ?? .distantPast, to: RFC3339.date(from: rate.validTo),
                price: try .pence(decimal: rate.value))
        }
        return try .timed("Agile", instance: "BENCHMARK", rates: rates, in: zone, now: Self.now)
    }
}
