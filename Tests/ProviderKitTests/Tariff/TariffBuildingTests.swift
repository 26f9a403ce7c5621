import Foundation
import ProviderKit
import Testing

@Suite struct TariffBuildingTests {
    @Test func aFlatTariffIsOneCall() throws {
        let tariff = Tariff.flat("Flat", instance: "LUNAR_ENERGY", price: try .pence("24.393"))
        #expect(tariff.seasons[0].schedules[0].hours == [.wholeDay(try .pence("24.393"))])
    }

    @Test func aFlatTariffKeepsTheRules() throws { #expect(try Sample.flat().broken == []) }

    @Test func aTariffIsDirectUnlessSaidOtherwise() throws { #expect(try Sample.flat().connectionType == .direct) }

    @Test func aDayWithANightHasThreePeriods() throws {
        let day = Tariff.Schedule.day(at: try .pence("24"), except: [try Sample.hours("00:30", "07:30", "7")])
        #expect(day.map(\.validTo.description) == ["00:30:00", "07:30:00", "00:00:00"])
    }

    @Test func anExceptionPastMidnightIsCutInTwo() throws {
        let day = Tariff.Schedule.day(at: try .pence("24"), except: [try Sample.hours("22:30", "04:30", "7")])
        #expect(day.map(\.validFrom.description) == ["00:00:00", "04:30:00", "22:30:00"])
    }

    @Test func anExceptionForTheWholeDayLeavesNothingElse() throws {
        let whole = Tariff.Period.wholeDay(try .pence("7"))
        #expect(Tariff.Schedule.day(at: try .pence("24"), except: [whole]) == [whole])
    }

    @Test func exceptionsComeInAnyOrder() throws {
        let exceptions = [try Sample.hours("16:00", "19:00", "40"), try Sample.hours("00:30", "04:30", "7")]
        let day = Tariff.Schedule.day(at: try .pence("24"), except: exceptions)
        #expect(Sample.daily(day).broken == [])
    }

    @Test func overlappingExceptionsAreNamedByTheRules() throws {
        let exceptions = [try Sample.hours("01:00", "05:00"), try Sample.hours("04:00", "06:00")]
        let day = Tariff.Schedule.day(at: try .pence("24"), except: exceptions)
        #expect(Sample.daily(day).broken == [.overlapInTimePeriod])
    }

    @Test func hoursOfABuilderAreCutAtMidnight() throws {
        let hours = [try Sample.hours("07:30", "00:30", "24"), try Sample.hours("00:30", "07:30", "7")]
        #expect(Tariff.daily("Night", instance: "LUNAR_ENERGY", hours: hours).broken == [])
    }

    @Test func weekdaysAndWeekendMakeAWeek() throws {
        let tariff = Tariff.weekly(
            "Weekend", .import, instance: "LUNAR_ENERGY",
            schedules: [
                .on(.weekdays, [.wholeDay(try .pence("24"))]),
                .on(.saturday, .sunday, hours: [.wholeDay(try .pence("12"))]),
            ])
        #expect(tariff.broken == [])
    }

    @Test func aTierHasAnUpperBound() throws {
        #expect(Tariff.Rate.tier(try .pence("20"), upTo: 100).toKWh == 100)
    }

    @Test func aMonthIsFoundByItsNumber() { #expect(Tariff.Months(number: 9) == .september) }

    @Test func thereIsNoThirteenthMonth() { #expect(Tariff.Months(number: 13) == nil) }

    @Test func weekdaysAreFiveDays() { #expect(Tariff.Days.weekdays.members.count == 5) }
}
