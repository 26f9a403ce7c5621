import Foundation
import ProviderKit

/// Rates between instants and their days.
enum Timed {
    /// Slots of equal length from one instant to another, the n-th at n pence.
    static func slots(_ start: String, _ end: String, minutes: Int = 30) throws -> [TimedRate] {
        let length = Double(minutes) * 60
        let start = Sample.instant(start)
        let count = Int(Sample.instant(end).timeIntervalSince(start) / length)
        return try (0..<count).map { index in
            let from = start.addingTimeInterval(Double(index) * length)
            return TimedRate(from: from, to: from.addingTimeInterval(length), price: try .pence("\(index)"))
        }
    }

    static func rate(_ from: String, _ to: String?, _ pence: String) throws -> TimedRate {
        TimedRate(from: Sample.instant(from), to: to.map(Sample.instant), price: try .pence(pence))
    }

    static func day(_ rates: [TimedRate], _ now: String, zone: String = "Europe/London") throws -> TimedDay {
        try LocalDay.periods(of: rates, in: ZoneDatabase.system.zone(zone), now: Sample.instant(now))
    }

    /// The price in pence at a time of the day.
    static func pence(_ day: TimedDay, at time: String) throws -> Decimal? {
        let rates = Sample.daily(day.periods).rates(in: .may, on: .monday, at: try ClockTime(time))
        return rates.map { $0[0].value.value * 100 }
    }
}
