import Foundation
import ProviderKit

/// Makes valid tariffs of every shape.
struct TariffGenerator {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func tariff() throws -> Tariff {
        let start = Sample.now.addingTimeInterval(Double(number(0...1_000_000)))
        return Tariff(
            displayName: ["Lunar", "Tarif „Nacht“ \"1\"", "Økonomi\\2"][number(0...2)],
            direction: [.import, .export][number(0...1)],
            integrationInstance: "SAMPLE",
            timezone: [nil, "Europe/London", "Australia/Lord_Howe"][number(0...2)],
            providerTariffReference: chance() ? "A-\(number(0...9999))" : nil,
            expiryDate: chance() ? start.addingTimeInterval(1) : nil,
            contractEndDate: chance() ? start : nil,
            seasons: try shared(Tariff.Months.year, whole: .all).map { months in
                Tariff.Season(
                    months: months,
                    schedules: try shared(Tariff.Days.week, whole: .all).map { days in
                        Tariff.Schedule(days: days, hours: try hours())
                    })
            })
    }

    /// A day in periods that cover it once; few prices, so that neighbours are often alike.
    mutating func hours() throws -> [Tariff.Period] {
        let cuts = Set((0..<number(0...12)).map { _ in number(1...1439) * 60 }).sorted()
        var periods: [Tariff.Period] = []
        for (start, end) in zip([0] + cuts, cuts + [0]) {
            guard let from = ClockTime(secondOfDay: start), let to = ClockTime(secondOfDay: end) else { continue }
            periods.append(Tariff.Period(validFrom: from, validTo: to, rates: try rates()))
        }
        return chance() ? periods : periods.shuffled(using: &random)
    }

    mutating func rates() throws -> [Tariff.Rate] {
        var rates: [Tariff.Rate] = []
        for tier in 1...number(1...3) {
            rates.append(.tier(try price(), upTo: Decimal(tier * 100)))
        }
        rates[rates.count - 1].toKWh = nil
        return rates
    }

    mutating func price() throws -> Price {
        chance() ? try .pence("7.00035") : try .pence("\(number(-999...9999)).\(number(0...99_999))")
    }

    /// All the members in one group by their common name, or each in one of some groups.
    private mutating func shared<Name>(_ members: [Name], whole: Name) -> [[Name]] {
        guard chance() else { return [[whole]] }
        var groups: [[Name]] = Array(repeating: [], count: number(1...4))
        for member in members { groups[number(0...groups.count - 1)].append(member) }
        return groups.filter { !$0.isEmpty }
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func chance() -> Bool { Bool.random(using: &random) }
}
