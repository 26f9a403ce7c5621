package import ProviderKit

/// A tariff as a week by hours: what the terminal and the SVG draw.
package struct TariffPicture: Sendable {
    /// The tariff that is drawn.
    package let tariff: Tariff
    /// One for each season.
    package let panels: [Panel]
    /// Every different price that occurs, the cheapest first.
    package let prices: [Price]
    package let scale: PriceScale
    /// The prices' money, where it is known.
    package let currency: Currency?

    /// One season.
    package struct Panel: Sendable {
        /// The months: `All year`, `Apr–Sep`.
        package let title: String
        let months: Set<Tariff.Months>
        /// Those of all its prices together, the first kilowatt-hours first.
        package let tiers: [Tier]

        /// Whether nothing but the amount used makes a price: then there is no week to draw.
        package var isOfTiersAlone: Bool { tiers.count > 1 && tiers.allSatisfy { $0.onlyPrice != nil } }
    }

    /// A day of the week.
    package struct Day: Sendable {
        /// `Mon`.
        package let name: String
        /// In order, from the day's first second to its last.
        package let spans: [Span]
    }

    /// A part of a day with the same price.
    package struct Span: Sendable, Hashable {
        /// Seconds of the day; the day's end is 86,400.
        package let start: Int
        package let end: Int
        /// `nil` where the tariff has none.
        package let price: Price?
    }

    package init(_ tariff: Tariff) {
        self.tariff = tariff
        panels = tariff.normalised().seasons.map { season in
            Panel(
                title: Self.title(season.months), months: Set(season.months.flatMap(\.members)),
                tiers: Self.tiers(of: season))
        }
        let occurring = Set(panels.flatMap(\.tiers).flatMap(\.days).flatMap(\.spans).compactMap(\.price))
        prices = occurring.sorted()
        scale = PriceScale(prices)
        currency = Currency(timezone: tariff.timezone)
    }

    /// `£0.2439255`; the number alone where the currency is not known.
    package func text(_ price: Price) -> String { text("\(price)") }

    /// The same in four decimals, which are enough for a scale.
    package func rounded(_ price: Price) -> String { text(price.rounded) }

    private func text(_ number: String) -> String { currency?.text(number) ?? number }

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
