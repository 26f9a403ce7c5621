import Foundation
import ProviderKit

/// A tariff as a week by hours: what the terminal and the SVG draw.
struct TariffPicture: Sendable {
    /// The tariff that is drawn.
    let tariff: Tariff
    /// One for each season.
    let panels: [Panel]
    /// Every different price list that occurs, the cheapest first.
    let rates: [[Tariff.Rate]]
    let scale: PriceScale

    /// A week of one season.
    struct Panel: Sendable {
        /// The months: `All year`, `Apr–Sep`.
        let title: String
        /// Monday to Sunday.
        let days: [Day]
    }

    /// A day of the week.
    struct Day: Sendable {
        /// `Mon`.
        let name: String
        /// In order, from the day's first second to its last.
        let spans: [Span]
    }

    /// A part of a day with the same prices.
    struct Span: Sendable, Hashable {
        /// Seconds of the day; the day's end is 86,400.
        let start: Int
        let end: Int
        /// The tiers; empty where the tariff has no price.
        let rates: [Tariff.Rate]

        /// The price of the first kilowatt-hour.
        var price: Price? { rates.first?.value }
    }

    init(_ tariff: Tariff) {
        self.tariff = tariff
        panels = tariff.normalised().seasons.map { season in
            Panel(
                title: Self.title(season.months),
                days: Tariff.Days.week.map { Day(name: $0.rawValue, spans: Self.spans(of: $0, in: season)) })
        }
        let occurring = Set(panels.flatMap(\.days).flatMap(\.spans).map(\.rates)).filter { !$0.isEmpty }
        rates = occurring.sorted { left, right in
            let (left, right) = (left.map(\.value), right.map(\.value))
            return left.lexicographicallyPrecedes(right)
        }
        scale = PriceScale(rates.compactMap { $0.first?.value })
    }

    /// Whether a part of the week has no price.
    var hasGaps: Bool { panels.contains { $0.days.contains { $0.spans.contains { $0.rates.isEmpty } } } }

    /// Of two periods that overlap, the first is drawn.
    private static func spans(of day: Tariff.Days, in season: Tariff.Season) -> [Span] {
        let schedule = season.schedules.first { $0.days.contains { $0.members.contains(day) } }
        var spans: [Span] = []
        var covered = 0
        func fill(to end: Int, _ rates: [Tariff.Rate]) {
            guard covered < end else { return }
            spans.append(Span(start: covered, end: end, rates: rates))
            covered = end
        }
        for period in schedule?.hours ?? [] {
            let end = period.validTo == .midnight ? ClockTime.secondsPerDay : period.validTo.secondOfDay
            guard period.validFrom.secondOfDay < end else { continue }
            fill(to: period.validFrom.secondOfDay, [])
            fill(to: end, period.rates)
        }
        fill(to: ClockTime.secondsPerDay, [])
        return spans
    }

    static let allYear = "All year"

    private static func title(_ months: [Tariff.Months]) -> String {
        let named = Set(months.flatMap(\.members))
        if named.count == 12 { return allYear }
        return named.isEmpty ? "no month" : Self.ranges(Tariff.Months.year.map { ($0.rawValue, named.contains($0)) })
    }

    /// `Jan–Mar, Oct` out of names and whether each is meant.
    static func ranges(_ names: [(name: String, isMeant: Bool)]) -> String {
        var parts: [String] = []
        for run in names.split(whereSeparator: { !$0.isMeant }) {
            guard let first = run.first?.name, let last = run.last?.name else { continue }
            parts.append(run.count == 1 ? first : run.count == 2 ? "\(first), \(last)" : "\(first)–\(last)")
        }
        return parts.joined(separator: ", ")
    }
}
