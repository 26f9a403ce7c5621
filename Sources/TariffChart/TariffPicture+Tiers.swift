package import Foundation
package import ProviderKit

extension TariffPicture {
    /// A week at what a kilowatt-hour costs between two amounts used.
    package struct Tier: Sendable {
        /// The amounts in kWh; the last tier has no end.
        package let from: Decimal
        package let to: Decimal?
        /// Monday to Sunday.
        package let days: [Day]

        /// `Up to 100 kWh`, `100 to 250 kWh`, `Above 250 kWh`; `nil` where the amount makes no difference.
        package var title: String? {
            switch to {
            case .some(let to): from == 0 ? "Up to \(to) kWh" : "\(from) to \(to) kWh"
            case nil: from == 0 ? nil : "Above \(from) kWh"
            }
        }

        /// Whether a part of the week has no price.
        package var hasGaps: Bool { days.contains { $0.spans.contains { $0.price == nil } } }

        /// The price, where it is the same at all times.
        package var onlyPrice: Price? {
            let prices = Set(days.flatMap(\.spans).map(\.price))
            return prices.count == 1 ? prices.first ?? nil : nil
        }
    }

    static func tiers(of season: Tariff.Season) -> [Tier] {
        let rates = season.schedules.flatMap(\.hours).flatMap(\.rates)
        let bounds = Set(rates.compactMap(\.toKWh)).sorted()
        return zip([0] + bounds, bounds.map(Optional.some) + [nil]).map { from, to in
            Tier(
                from: from, to: to,
                days: Tariff.Days.week.map { Day(name: $0.rawValue, spans: spans(of: $0, in: season, upTo: to)) })
        }
    }

    /// Of two periods that overlap, the first is drawn.
    private static func spans(of day: Tariff.Days, in season: Tariff.Season, upTo bound: Decimal?) -> [Span] {
        let schedule = season.schedules.first { $0.days.contains { $0.members.contains(day) } }
        var spans: [Span] = []
        var covered = 0
        func fill(to end: Int, _ price: Price?) {
            guard covered < end else { return }
            let isAlike = spans.last.map { $0.price == price } ?? false
            let start = isAlike ? spans.removeLast().start : covered
            spans.append(Span(start: start, end: end, price: price))
            covered = end
        }
        for period in schedule?.hours ?? [] {
            let end = period.validTo == .midnight ? ClockTime.secondsPerDay : period.validTo.secondOfDay
            guard period.validFrom.secondOfDay < end else { continue }
            fill(to: period.validFrom.secondOfDay, nil)
            fill(to: end, price(of: period.rates, upTo: bound))
        }
        fill(to: ClockTime.secondsPerDay, nil)
        return spans
    }

    /// What the kilowatt-hours before the bound cost.
    private static func price(of rates: [Tariff.Rate], upTo bound: Decimal?) -> Price? {
        rates.first { rate in rate.toKWh.map { upper in bound.map { $0 <= upper } ?? false } ?? true }?.value
    }
}
