package import ProviderKit

/// A tariff as a week by hours: what the terminal and the SVG draw.
package struct TariffPicture: Sendable {
    /// The tariff that is drawn.
    package let tariff: Tariff
    /// One for each season.
    package let panels: [Panel]
    /// Every different price list that occurs, the cheapest first.
    package let rates: [[Tariff.Rate]]
    package let scale: PriceScale

    /// A week of one season.
    package struct Panel: Sendable {
        /// The months: `All year`, `Apr–Sep`.
        package let title: String
        let months: Set<Tariff.Months>
        /// Monday to Sunday.
        package let days: [Day]
    }

    /// A day of the week.
    package struct Day: Sendable {
        /// `Mon`.
        package let name: String
        /// In order, from the day's first second to its last.
        package let spans: [Span]
    }

    /// A part of a day with the same prices.
    package struct Span: Sendable, Hashable {
        /// Seconds of the day; the day's end is 86,400.
        package let start: Int
        package let end: Int
        /// The tiers; empty where the tariff has no price.
        package let rates: [Tariff.Rate]

        /// The price of the first kilowatt-hour.
        package var price: Price? { rates.first?.value }
    }

    package init(_ tariff: Tariff) {
        self.tariff = tariff
        panels = tariff.normalised().seasons.map { season in
            Panel(
                title: Self.title(season.months), months: Set(season.months.flatMap(\.members)),
                days: Tariff.Days.week.map { Day(name: $0.rawValue, spans: Self.spans(of: $0, in: season)) })
        }
        let occurring = Set(panels.flatMap(\.days).flatMap(\.spans).map(\.rates)).filter { !$0.isEmpty }
        rates = occurring.sorted { left, right in
            let (left, right) = (left.map(\.value), right.map(\.value))
            return left.lexicographicallyPrecedes(right)
        }
        scale = PriceScale(rates.flatMap { $0.map(\.value) })
    }

    /// Whether a part of the week has no price.
    package var hasGaps: Bool { panels.contains { $0.days.contains { $0.spans.contains { $0.rates.isEmpty } } } }

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
