import FoundationEssentials
import ProviderKit

/// The unit rates that a half-hourly tariff has published by a time.
enum KrakenRates: Sendable, Hashable {
    /// A price of its own for every half hour; those of the next day come at 16:00.
    case agile
    /// As `agile`, but the last hour of today has not been published.
    case eveningMissing
    /// Two prices over long spans that go past midnight: cheap from 23:30 to 05:30.
    case intelligent
    /// One price without an end.
    case open

    /// A price between two instants; the second is missing where the price has no end.
    struct Slot: Sendable, Hashable {
        let from: Date
        let to: Date?
        /// Thousandths of a penny, before VAT.
        let price: Int

        func object(isExport: Bool) -> GraphQLObject {
            let price = KrakenPrice(price, isExport: isExport)
            return GraphQLObject(
                "UnitRate",
                [
                    "value": .scalar(.number(price.value)), "preVatValue": .scalar(.number(price.preVAT)),
                    "validFrom": .scalar(.string(from.kraken)),
                    "validTo": to.map { .scalar(.string($0.kraken)) } ?? .null,
                ])
        }
    }

    /// The slots that are published at that time, from yesterday on, oldest first.
    ///
    /// Days are London's: a slot is half an hour of real time, so there are 46 or 50 on the days when the clocks change.
    func published(at now: Date) -> [Slot] {
        guard let zone = try? ZoneDatabase.system.zone("Europe/London") else { return [] }
        let today = zone.localDay(containing: now)
        let yesterday = zone.localDay(containing: today.start.addingTimeInterval(-1))
        let tomorrow = zone.localDay(containing: today.end)
        switch self {
        case .agile:
            let isPublished = zone.clockTime(at: now).secondOfDay >= 16 * 3600
            return Self.halfHours(from: yesterday.start, to: isPublished ? tomorrow.end : today.end, zone)
        case .eveningMissing:
            return Self.halfHours(from: yesterday.start, to: today.end.addingTimeInterval(-3600), zone)
        case .intelligent:
            return [today, tomorrow].reduce(into: []) { slots, day in
                let night = day.start.addingTimeInterval(-1800)
                let morning = ClockTime(hour: 5, minute: 30).flatMap { zone.instants(of: $0, on: day.date).first }
                guard let morning else { return }
                slots.append(Slot(from: night, to: morning, price: 6_667))
                if day == today {
                    slots.append(Slot(from: morning, to: day.end.addingTimeInterval(-1800), price: 23_231))
                }
            }
        case .open:
            return [Slot(from: yesterday.start, to: nil, price: 15_000)]
        }
    }

    private static func halfHours(from start: Date, to end: Date, _ zone: Zone) -> [Slot] {
        stride(from: start, to: end, by: 1800).map { from in
            Slot(
                from: from, to: from.addingTimeInterval(1800),
                price: price(atHalfHour: zone.clockTime(at: from).secondOfDay / 1800))
        }
    }

    /// Dear from 16:00 to 19:00, paid to the customer from 03:00 to 04:00, and no two half hours of a day alike.
    private static func price(atHalfHour number: Int) -> Int {
        switch number {
        case 6..<8: -1_500 - number * 11
        case 32..<38: 31_000 + number * 37
        default: 12_000 + number * 137
        }
    }
}

extension Date {
    /// As Kraken writes an instant: `2026-11-23T12:00:00+00:00`.
    fileprivate var kraken: String { rfc3339.dropLast() + "+00:00" }
}
