import Foundation
package import ProviderKit

extension TariffPicture {
    /// More different prices than this are shown as steps of a scale.
    static let listedPrices = 8

    /// Whether each price has a line of its own.
    package var isListed: Bool { prices.count <= Self.listedPrices }

    /// One price of a week, and when it holds.
    package struct Entry: Sendable, Equatable {
        /// Where it stands on the scale; `nil` where there is no price.
        package let price: Price?
        /// `£0.2439255`.
        package let number: String
        /// `every day 00:30–07:30`.
        package let times: String
    }

    /// The prices of a week, the cheapest first, and what has none.
    package func entries(of tier: Tier) -> [Entry] {
        let listed = prices.map {
            Entry(price: $0, number: text($0), times: Self.times(of: $0, in: tier))
        }
        let gaps = Entry(price: nil, number: "no price", times: Self.times(of: nil, in: tier))
        return (listed + [gaps]).filter { !$0.times.isEmpty }
    }

    /// When a week has this price, days that are alike taken together.
    private static func times(of price: Price?, in tier: Tier) -> String {
        let spans = tier.days.map { day in day.spans.filter { $0.price == price } }
        var texts: [String] = []
        var seen: Set<[Span]> = []
        for day in spans where !day.isEmpty && seen.insert(day).inserted {
            let alike = zip(tier.days, spans).map { (name: $0.name, isMeant: $1 == day) }
            let days = alike.allSatisfy(\.isMeant) ? "every day" : ranges(alike)
            let text = "\(days) \(hours(day))"
            texts.append(text == "every day all day" ? "at all times" : text)
        }
        return texts.joined(separator: "; ")
    }

    private static func hours(_ spans: [Span]) -> String {
        if spans.count == 1, spans[0].start == 0, spans[0].end == ClockTime.secondsPerDay { return "all day" }
        return spans.map { "\(clock($0.start))–\(clock($0.end))" }.joined(separator: ", ")
    }

    /// `07:30`, with seconds only where there are any; the end of the day is `24:00`.
    static func clock(_ second: Int) -> String {
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60)
        return String(format: second == 0 ? "%02d:%02d" : "%02d:%02d:%02d", hour, minute, second)
    }

    /// The cheapest and the dearest time, for a tariff with too many prices to list.
    package func extremes(of tier: Tier) -> String? {
        let spans = tier.days.flatMap(\.spans)
        guard let low = spans.compactMap(\.price).min(), let high = spans.compactMap(\.price).max(),
            let first = spans.first(where: { $0.price == low }), let last = spans.first(where: { $0.price == high })
        else { return nil }
        let (lowest, highest) = ("lowest \(text(low))", "highest \(text(high))")
        return "\(lowest) from \(Self.clock(first.start)), \(highest) from \(Self.clock(last.start))"
    }

    /// `Prices all year`, or `Prices in Apr–Sep`.
    package func heading(of panel: Panel) -> String {
        let base = panel.title == Self.allYear ? "Prices all year" : "Prices in \(panel.title)"
        return panel.isOfTiersAlone ? "\(base), by the amount used" : base
    }

    /// What the prices are counted in.
    package var unit: String {
        guard let currency, let timezone = tariff.timezone else {
            return "per kWh, in the currency's large unit (pounds, euros)"
        }
        return "per kWh, in \(currency.code), the currency in \(timezone)"
    }

    /// What is true of the picture as a whole.
    package var notes: [String] {
        var notes: [String] = []
        if let lowest = scale.lowest, lowest < .zero {
            notes.append("A price below zero is paid to the customer, or by them where they sell.")
        }
        return notes
    }
}

extension Price {
    /// In four decimals.
    var rounded: String { String(format: "%.4f", NSDecimalNumber(decimal: value).doubleValue) }
}
