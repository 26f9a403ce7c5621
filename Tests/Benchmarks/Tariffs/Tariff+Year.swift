import FoundationEssentials
import ProviderKit

extension Tariff {
    /// A tariff with that many slots, all with prices of their own: a day for each month.
    static func year(slots: Int) throws -> Tariff {
        let seasons = try Months.allCases.filter { $0 != .all }.enumerated().map { month, name in
            let count = slots * (month + 1) / 12 - slots * month / 12
            let hours = try (0..<count).map { slot in
                Period(
                    validFrom: try clock(slot, of: count), validTo: try clock(slot + 1, of: count),
                    rates: [Rate(try .pence(decimal: Decimal(slot + 1) / 1000))])
            }
            return Season(months: [name], schedules: [Schedule(hours: hours)])
        }
        return Tariff(
            displayName: "Agile", direction: .import, integrationInstance: "BENCHMARK", timezone: "Europe/London",
            seasons: seasons)
    }

    private enum Failure: Error { case outOfTheDay }

    private static func clock(_ slot: Int, of count: Int) throws -> ClockTime {
        guard let time = ClockTime(secondOfDay: slot * 86_400 / count % 86_400) else { throw Failure.outOfTheDay }
        return time
    }
}
