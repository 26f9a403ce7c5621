import Foundation
import ProviderKit
import Testing

/// What holds for any valid tariff.
@Suite struct TariffPropertyTests {
    static let seeds: Range<UInt64> = 0..<60

    func tariff(_ seed: UInt64) throws -> Tariff {
        var generator = TariffGenerator(seed: seed)
        return try generator.tariff()
    }

    /// The rates at each quarter of an hour, in each month and on each day of the week.
    func prices(_ tariff: Tariff) -> [[Tariff.Rate]?] {
        Tariff.Months.year.flatMap { month in
            Tariff.Days.week.flatMap { day in
                stride(from: 0, to: 86_400, by: 900).compactMap(ClockTime.init(secondOfDay:)).map {
                    tariff.rates(in: month, on: day, at: $0)
                }
            }
        }
    }

    @Test(arguments: seeds) func itKeepsItsOwnRules(seed: UInt64) throws {
        #expect(try tariff(seed).violations(now: Sample.now) == [])
    }

    @Test(arguments: seeds) func itComesBackFromTheWire(seed: UInt64) throws {
        let tariff = try tariff(seed)
        #expect(try Tariff(json: JSONEncoder().encode(tariff)) == tariff)
    }

    @Test(arguments: seeds) func itComesBackFromAnElement(seed: UInt64) throws {
        var tariff = try tariff(seed)
        tariff.providerTariffReference = nil
        tariff.expiryDate = nil
        let element = try JSONDecoder().decode(TariffElement.self, from: JSONEncoder().encode(TariffElement(tariff)))
        #expect(element.tariff(instance: tariff.integrationInstance, timezone: tariff.timezone) == tariff)
    }

    @Test(arguments: seeds) func theStandardFormOfTheStandardFormIsItself(seed: UInt64) throws {
        let normalised = try tariff(seed).normalised()
        #expect(normalised.normalised() == normalised)
    }

    @Test(arguments: seeds) func theStandardFormKeepsTheRules(seed: UInt64) throws {
        #expect(try tariff(seed).normalised().violations(now: Sample.now) == [])
    }

    @Test(arguments: seeds.prefix(20)) func theStandardFormKeepsEveryPrice(seed: UInt64) throws {
        let tariff = try tariff(seed)
        #expect(prices(tariff.normalised()) == prices(tariff))
    }

    @Test(arguments: seeds) func oneMissingPeriodIsAlwaysAGap(seed: UInt64) throws {
        var generator = TariffGenerator(seed: seed)
        var hours = try generator.hours()
        guard hours.count > 1 else { return }
        hours.remove(at: generator.number(0...hours.count - 1))
        #expect(Sample.daily(hours).broken == [.gapInTimePeriod])
    }

    @Test(arguments: seeds) func onePeriodTwiceIsAlwaysAnOverlap(seed: UInt64) throws {
        var generator = TariffGenerator(seed: seed)
        let hours = try generator.hours()
        #expect(Sample.daily(hours + [hours[0]]).broken == [.overlapInTimePeriod])
    }

    @Test(arguments: seeds) func exceptionsThatDoNotOverlapMakeAValidDay(seed: UInt64) throws {
        var generator = TariffGenerator(seed: seed)
        let exceptions = try generator.hours().filter { _ in generator.chance() }
        #expect(Sample.daily(Tariff.Schedule.day(at: .zero, except: exceptions)).broken == [])
    }
}
