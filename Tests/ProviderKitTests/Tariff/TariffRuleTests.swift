import Foundation
import ProviderKit
import Testing

/// Each rule, broken in one place.
@Suite struct TariffRuleTests {
    @Suite struct Head {
        func flat(_ change: (inout Tariff) -> Void) throws -> Tariff {
            var tariff = try Sample.flat()
            change(&tariff)
            return tariff
        }

        @Test func aNameOfSpacesIsEmpty() throws {
            #expect(try flat { $0.displayName = " " }.broken == [.displayNameEmpty])
        }

        @Test func anIntegrationNeedsAName() throws {
            #expect(try flat { $0.integrationInstance = "" }.broken == [.integrationInstanceEmpty])
        }

        @Test(arguments: ["Europe/Londen", "GMT+1", "London", "../etc/passwd", "", "europe/london"])
        func aZoneThatDoesNotExistIsNamed(zone: String) throws {
            #expect(try flat { $0.timezone = zone }.broken == [.timezoneUnknown])
        }

        @Test func aTariffWithoutAZoneIsLegal() throws { #expect(try flat { $0.timezone = nil }.broken == []) }

        @Test func anExpiryNowIsInThePast() throws {
            #expect(try flat { $0.expiryDate = Sample.now }.broken == [.expiryInPast])
        }

        @Test func anExpiryToComeIsLegal() throws {
            #expect(try flat { $0.expiryDate = Sample.now.addingTimeInterval(1) }.broken == [])
        }

        @Test func aContractEndsAfterItStarts() throws {
            let tariff = try flat {
                $0.contractStartDate = Sample.now
                $0.contractEndDate = Sample.now
            }
            #expect(tariff.broken == [.contractEndsBeforeStart])
        }

        @Test func aContractThatHasEndedIsLegal() throws {
            #expect(try flat { $0.contractEndDate = .distantPast }.broken == [])
        }

        @Test func aDateBeyondTheCalendarIsNamed() throws {
            #expect(try flat { $0.contractEndDate = Date(timeIntervalSince1970: 1e15) }.broken == [.dateOutOfRange])
        }
    }

    @Suite struct Cover {
        func seasons(_ months: [Tariff.Months]...) throws -> Tariff {
            var tariff = try Sample.flat()
            let schedules = tariff.seasons[0].schedules
            tariff.seasons = months.map { .init(months: $0, schedules: schedules) }
            return tariff
        }

        func schedules(_ days: [Tariff.Days]...) throws -> Tariff {
            var tariff = try Sample.flat()
            let hours = tariff.seasons[0].schedules[0].hours
            tariff.seasons[0].schedules = days.map { .init(days: $0, hours: hours) }
            return tariff
        }

        @Test func aTariffNeedsASeason() throws { #expect(try seasons().paths == ["data"]) }

        @Test func aSeasonNeedsMonths() throws {
            #expect(try seasons([.all], []).broken == [.emptyList])
        }

        @Test func twelveMonthsInAnyOrderAreAYear() throws {
            #expect(try seasons(Tariff.Months.year.reversed()).broken == [])
        }

        @Test func aMissingMonthIsNamed() throws {
            let violations = try seasons(Tariff.Months.year.dropLast()).violations(now: Sample.now)
            #expect(violations.map(\.message) == ["Dec missing"])
        }

        @Test func aMonthInTwoSeasonsIsNamedInTheSecond() throws {
            let tariff = try seasons(Tariff.Months.year, [.may])
            #expect(tariff.broken == [.monthRepeated] && tariff.paths == ["data[1].months[0]"])
        }

        @Test func allBesideAMonthRepeatsIt() throws {
            #expect(try seasons([.may, .all]).broken == [.monthRepeated])
        }

        @Test func aSeasonNeedsASchedule() throws { #expect(try schedules().paths == ["data[0].days_and_hours"]) }

        @Test func aScheduleNeedsDays() throws { #expect(try schedules([.all], []).broken == [.emptyList]) }

        @Test func aMissingDayIsNamed() throws {
            #expect(try schedules([.weekdays, .sunday]).violations(now: Sample.now).map(\.message) == ["Sat missing"])
        }

        @Test func aDayInTwoSchedulesIsNamedInTheSecond() throws {
            let tariff = try schedules([.weekdays], [.weekend], [.friday])
            #expect(tariff.broken == [.dayRepeated] && tariff.paths == ["data[0].days_and_hours[2].days[0]"])
        }
    }

    @Suite struct Hours {
        @Test func aScheduleNeedsHours() { #expect(Sample.daily([]).broken == [.emptyList]) }

        @Test func aGapIsNamedAtThePeriodBehindIt() throws {
            let tariff = Sample.daily([try Sample.hours("00:00", "07:00"), try Sample.hours("08:00", "00:00")])
            #expect(tariff.broken == [.gapInTimePeriod])
            #expect(tariff.paths == ["data[0].days_and_hours[0].hours[1].valid_from"])
        }

        @Test func aGapSaysFromWhenToWhen() throws {
            let tariff = Sample.daily([try Sample.hours("00:00", "07:00"), try Sample.hours("08:00", "00:00")])
            #expect(tariff.violations(now: Sample.now)[0].message == "07:00:00 to 08:00:00 has no price")
        }

        @Test func aDayThatStartsLateHasAGap() throws {
            #expect(Sample.daily([try Sample.hours("00:00:01", "00:00")]).broken == [.gapInTimePeriod])
        }

        @Test func aDayThatEndsEarlyHasAGap() throws {
            let tariff = Sample.daily([try Sample.hours("00:00", "23:59:59")])
            #expect(tariff.paths == ["data[0].days_and_hours[0].hours[0].valid_to"])
        }

        @Test func anOverlapIsNamedAtTheLaterPeriod() throws {
            let tariff = Sample.daily([try Sample.hours("00:00", "08:00"), try Sample.hours("07:00", "00:00")])
            #expect(tariff.broken == [.overlapInTimePeriod])
        }

        @Test func anOverlapNamesTheOtherPeriod() throws {
            let tariff = Sample.daily([try Sample.hours("00:00", "08:00"), try Sample.hours("07:00", "00:00")])
            let message = "07:00:00 to 08:00:00 is in data[0].days_and_hours[0].hours[0] too"
            #expect(tariff.violations(now: Sample.now)[0].message == message)
        }

        @Test func aPeriodWithinAnotherOverlaps() throws {
            let tariff = Sample.daily([.wholeDay(.zero), try Sample.hours("01:00", "02:00")])
            #expect(tariff.broken == [.overlapInTimePeriod])
        }

        @Test func twoWholeDaysOverlap() {
            #expect(Sample.daily([.wholeDay(.zero), .wholeDay(.zero)]).broken == [.overlapInTimePeriod])
        }

        @Test func hoursInAnyOrderAreLegal() throws {
            let tariff = Sample.daily([try Sample.hours("12:00", "00:00"), try Sample.hours("00:00", "12:00")])
            #expect(tariff.broken == [])
        }

        @Test func aPeriodWithoutLengthIsNamed() throws {
            let tariff = Sample.daily([.wholeDay(.zero), try Sample.hours("12:00", "12:00")])
            #expect(tariff.broken == [.emptyPeriod])
        }

        @Test func aPeriodPastMidnightIsNamed() throws {
            let tariff = Sample.daily([try Sample.hours("22:00", "06:00"), try Sample.hours("06:00", "22:00")])
            #expect(tariff.broken == [.periodPastMidnight])
        }

        @Test func aPeriodPastMidnightStillCoversItsHours() throws {
            let tariff = Sample.daily([try Sample.hours("22:00", "06:00"), try Sample.hours("07:00", "22:00")])
            #expect(tariff.broken == [.periodPastMidnight, .gapInTimePeriod])
        }
    }

    @Suite struct Rates {
        @Test func aPeriodNeedsARate() { #expect(Sample.rated([]).broken == [.emptyList]) }

        @Test func tiersThatAscendToAnOpenOneAreLegal() {
            #expect(Sample.rated([.tier(.zero, upTo: 10), .tier(.zero, upTo: 20), .init(.zero)]).broken == [])
        }

        @Test func tiersMustAscend() {
            let tariff = Sample.rated([.tier(.zero, upTo: 20), .tier(.zero, upTo: 20), .init(.zero)])
            #expect(tariff.broken == [.tierNotAscending])
        }

        @Test func aTierUpToNothingIsNamed() {
            #expect(Sample.rated([.tier(.zero, upTo: 0), .init(.zero)]).broken == [.tierNotAscending])
        }

        @Test func onlyTheLastTierIsOpen() {
            #expect(Sample.rated([.init(.zero), .init(.zero)]).broken == [.tierOpenTooEarly])
        }

        @Test func theLastTierIsOpen() { #expect(Sample.rated([.tier(.zero, upTo: 9)]).broken == [.tierLastNotOpen]) }

        @Test func aBoundThatIsNoNumberIsNamed() {
            #expect(Sample.rated([.tier(.zero, upTo: .nan), .init(.zero)]).broken == [.numberNotFinite])
        }

        @Test func theTierIsNamedByItsPlace() {
            let path = "data[0].days_and_hours[0].hours[0].rate[1].to_kwh"
            #expect(Sample.rated([.tier(.zero, upTo: 2), .tier(.zero, upTo: 1), .init(.zero)]).paths == [path])
        }
    }

    @Suite struct Report {
        @Test func aValidTariffPasses() throws { try Sample.flat().validate(now: Sample.now) }

        @Test func everyBrokenRuleIsReported() {
            var tariff = Sample.rated([])
            tariff.displayName = ""
            let error = #expect(throws: TariffInvalid.self) { try tariff.validate(now: Sample.now) }
            #expect(error?.violations.map(\.rule) == [.displayNameEmpty, .emptyList])
        }

        @Test func theErrorNamesPlaceRuleAndFix() {
            let error = #expect(throws: TariffInvalid.self) { try Sample.daily([]).validate(now: Sample.now) }
            let expected = "data[0].days_and_hours[0].hours: empty_list: there is no period (fix: fill the list"
            #expect(error?.description.hasPrefix(expected) == true)
        }

        @Test(arguments: TariffRule.allCases) func everyRuleIsExplained(rule: TariffRule) {
            #expect(![rule.title, rule.explanation, rule.fix].contains(""))
        }

        @Test func noTwoRulesHaveTheSameText() {
            #expect(Set(TariffRule.allCases.map(\.title)).count == TariffRule.allCases.count)
        }

        @Test func aMachineWithoutZonesIsNotTheTariffsFault() throws {
            let none = ZoneDatabase(folders: ["/nonexistent"])
            #expect(try Sample.flat().violations(now: Sample.now, zones: none) == [])
        }
    }
}
