import FoundationEssentials
import ProviderKit

/// What a home pays, and from when on each price is known.
enum TibberPrices: Sendable, Hashable {
    /// A price for every quarter of an hour; those of tomorrow come at 13:00.
    case quarterHourly
    /// The same by the hour.
    case hourly
    /// Quarters of an hour, but the last hour of today is not known.
    case eveningMissing

    struct Slot: Sendable, Hashable {
        let start: Date
        /// Ten-thousandths of the currency, all included.
        let total: Int
    }

    var slotLength: TimeInterval { self == .hourly ? 3600 : 900 }

    /// The slots that are known at that time, from the day before yesterday on, oldest first.
    ///
    /// Days are those of the home: a slot is a stretch of real time, so there are fewer or more of them on the days when
    /// the clocks change.
    func known(at now: Date, in zone: Zone) -> [Slot] {
        let today = zone.localDay(containing: now)
        let yesterday = zone.localDay(containing: today.start.addingTimeInterval(-1))
        let first = zone.localDay(containing: yesterday.start.addingTimeInterval(-1))
        let isTomorrowKnown = zone.clockTime(at: now).secondOfDay >= 13 * 3600
        let end =
            switch self {
            case .eveningMissing: today.end.addingTimeInterval(-3600)
            case .quarterHourly, .hourly: isTomorrowKnown ? zone.localDay(containing: today.end).end : today.end
            }
        return stride(from: first.start, to: end, by: slotLength).map { start in
            Slot(start: start, total: Self.total(zone.clockTime(at: start).secondOfDay / 900))
        }
    }

    /// Dear in the morning and the evening, below zero at four, and no two quarters of a day alike.
    private static func total(_ quarter: Int) -> Int {
        switch quarter {
        case 16..<20: -321 - quarter
        case 28..<40, 64..<80: 16_400 + quarter * 7
        default: 8_431 + quarter * 3
        }
    }
}

extension Date {
    /// As Tibber writes an instant: with the home's offset, such as `2026-11-23T12:00:00.000+01:00`.
    func tibber(in zone: Zone) -> String {
        let offset = zone.offset(at: self)
        let local = addingTimeInterval(TimeInterval(offset)).rfc3339.dropLast()
        let minutes = abs(offset) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(local).000\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
