import ProviderKit
import Testing

@Suite struct TariffNormalisedTests {
    func hours(_ hours: [Tariff.Period]) -> [Tariff.Period] {
        Sample.daily(hours).normalised().seasons[0].schedules[0].hours
    }

    @Test func neighboursWithTheSameRatesAreJoined() throws {
        let parts = [try Sample.hours("00:00", "12:00"), try Sample.hours("12:00", "00:00")]
        #expect(hours(parts) == [.wholeDay(try .pence("10"))])
    }

    @Test func neighboursWithOtherRatesStayApart() throws {
        let parts = [try Sample.hours("00:00", "12:00"), try Sample.hours("12:00", "00:00", "11")]
        #expect(hours(parts) == parts)
    }

    @Test func periodsThatDoNotTouchStayApart() throws {
        let parts = [try Sample.hours("00:00", "11:00"), try Sample.hours("12:00", "00:00")]
        #expect(hours(parts) == parts)
    }

    @Test func aPeriodPastMidnightIsCutInTwo() throws {
        let parts = [try Sample.hours("22:00", "06:00", "7"), try Sample.hours("06:00", "22:00")]
        #expect(hours(parts).map(\.validFrom.description) == ["00:00:00", "06:00:00", "22:00:00"])
    }

    @Test func hoursAreSorted() throws {
        let parts = [try Sample.hours("12:00", "00:00"), try Sample.hours("00:00", "12:00", "7")]
        #expect(hours(parts) == parts.reversed())
    }

    @Test func monthsAreSorted() throws {
        var tariff = try Sample.flat()
        tariff.seasons[0].months = Tariff.Months.year.reversed()
        #expect(tariff.normalised().seasons[0].months == Tariff.Months.year)
    }

    @Test func aGapStaysAGap() throws {
        #expect(Sample.daily([try Sample.hours("00:00", "12:00")]).normalised().broken == [.gapInTimePeriod])
    }

    @Test func ratesAreFoundPastMidnight() throws {
        let tariff = Sample.daily([try Sample.hours("22:00", "06:00", "7"), try Sample.hours("06:00", "22:00")])
        #expect(tariff.rates(in: .may, on: .friday, at: try ClockTime("05:59"))?.map(\.value) == [try .pence("7")])
    }

    @Test func noRatesAreFoundInAGap() throws {
        let tariff = Sample.daily([try Sample.hours("00:00", "12:00")])
        #expect(tariff.rates(in: .may, on: .friday, at: try ClockTime("12:00")) == nil)
    }
}
