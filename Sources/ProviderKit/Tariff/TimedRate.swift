public import FoundationEssentials

/// A price between two instants, as providers with half-hourly, hourly or quarter-hourly prices publish it.
public struct TimedRate: Hashable, Sendable {
    /// The first instant of the rate.
    public let from: Date
    /// The first instant after the rate. `nil`: until the next rate begins, or for good if none does.
    public let to: Date?
    /// The price per kWh.
    public let price: Price

    public init(from: Date, to: Date?, price: Price) {
        self.from = from
        self.to = to
        self.price = price
    }

    /// Rates of which only the starts are known: each lasts to the start of the next, the last one for `length` seconds.
    public static func starting(_ prices: [(from: Date, price: Price)], lastFor length: Int) -> [TimedRate] {
        let prices = prices.sorted { $0.from < $1.from }
        return prices.enumerated().map { index, rate in
            let end =
                index + 1 < prices.count ? prices[index + 1].from : rate.from.addingTimeInterval(Double(length))
            return TimedRate(from: rate.from, to: end, price: rate.price)
        }
    }
}

/// Why timed rates cannot be made into a day.
public enum TimedRatesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The provider has not published a part of the day, or no longer does. The protocol's `rates_incomplete`.
    case ratesIncomplete(missingFrom: Date)
    /// Two rates with different prices hold at an instant.
    case ratesConflict(at: Date)
    /// A rate ends before it starts.
    case endsBeforeStart(from: Date)

    public var description: String {
        switch self {
        case .ratesIncomplete(let instant):
            "there is no price from \(Self.text(instant)) on (fix: read the prices again once the provider has "
                + "published the whole day)"
        case .ratesConflict(let instant):
            "there are two different prices at \(Self.text(instant)) (fix: pass the rates of one contract only)"
        case .endsBeforeStart(let instant):
            "the rate that starts at \(Self.text(instant)) ends before that (fix: check that start and end are not "
                + "exchanged)"
        }
    }

    private static func text(_ instant: Date) -> String { RFC3339.string(from: instant) ?? "\(instant)" }
}
