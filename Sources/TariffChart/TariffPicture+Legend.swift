import Foundation
package import ProviderKit

extension TariffPicture {
    /// More different prices than this are shown as steps of a scale.
    static let listedPrices = 8

    /// Whether each price has a line of its own.
    package var isListed: Bool { rates.count <= Self.listedPrices }

    /// One price of a panel, and when it holds.
    package struct Entry: Sendable, Equatable {
        /// Where it stands on the scale; `nil` where there is no price.
        package let price: Price?
        /// `0.2439255`, or the tiers.
        package let number: String
        /// `every day 00:30–07:30`.
        package let times: String
    }

    /// The prices of a panel, the cheapest first, and what has none.
    package func entries(of panel: Panel) -> [Entry] {
        let listed = rates.map { rates in
            Entry(price: rates.first?.value, number: Self.text(rates), times: Self.times(of: rates, in: panel))
        }
        let gaps = Entry(price: nil, number: "no price", times: Self.times(of: [], in: panel))
        return (listed + [gaps]).filter { !$0.times.isEmpty }
    }

    /// `0.22 up to 100 kWh, then 0.26`.
    static func text(_ rates: [Tariff.Rate]) -> String {
        rates.enumerated().map { index, rate in
            let bound = rate.toKWh.map { " up to \($0) kWh" } ?? ""
            return (index == 0 ? "" : "then ") + "\(rate.value)" + bound
        }.joined(separator: ", ")
    }

    /// When a panel has these rates, days that are alike taken together.
    private static func times(of rates: [Tariff.Rate], in panel: Panel) -> String {
        let spans = panel.days.map { day in day.spans.filter { $0.rates == rates } }
        var texts: [String] = []
        var seen: Set<[Span]> = []
        for day in spans where !day.isEmpty && seen.insert(day).inserted {
            let alike = zip(panel.days, spans).map { (name: $0.name, isMeant: $1 == day) }
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
    package func extremes(of panel: Panel) -> String? {
        let spans = panel.days.flatMap(\.spans)
        guard let low = spans.compactMap(\.price).min(), let high = spans.compactMap(\.price).max(),
            let first = spans.first(where: { $0.price == low }), let last = spans.first(where: { $0.price == high })
        else { return nil }
        return "lowest \(low) from \(Self.clock(first.start)), highest \(high) from \(Self.clock(last.start))"
    }

    /// `Prices all year`, or `Prices in Apr–Sep`.
    package func heading(of panel: Panel) -> String {
        panel.title == Self.allYear ? "Prices all year" : "Prices in \(panel.title)"
    }

    /// What the prices are counted in.
    package var unit: String { "per kWh, in the currency's large unit (pounds, euros)" }

    /// What is true of the picture as a whole.
    package var notes: [String] {
        var notes: [String] = []
        if let lowest = scale.lowest, lowest < .zero {
            notes.append("A price below zero is paid to the customer, or by them where they sell.")
        }
        return notes
    }
}
