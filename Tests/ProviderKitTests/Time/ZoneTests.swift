import Foundation
import Testing

@testable import ProviderKit

@Suite struct ZoneTests {
    @Test(arguments: [
        "Europe/London", "Europe/Berlin", "Europe/Oslo", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe",
        "Africa/Casablanca", "Africa/Cairo", "America/Nuuk", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza",
        "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham",
    ])
    func everyChangeIsTheOneThatZdumpKnows(name: String) throws {
        let zone = try Sites.zone(name)
        let lines = try ZdumpLine.all(name)
        try #require(!lines.isEmpty)
        let wrong = lines.filter { line in
            zone.offset(at: line.instant) != line.offset
                || "\(zone.civilDate(at: line.instant))T\(zone.clockTime(at: line.instant))" != line.local
        }
        #expect(wrong.map { "\($0.instant) \($0.offset) \(zone.offset(at: $0.instant))" } == [])
    }

    @Test func zdumpKnowsChangesBeyondTheTable() throws {
        let late = Sample.instant("2099-01-01T00:00:00Z")
        #expect(try ZdumpLine.all("Europe/London").contains { $0.instant > late })
    }

    @Test func londonIsAnHourAheadInSummer() throws {
        #expect(try Sites.london.offset(at: Sample.instant("2026-07-01T12:00:00Z")) == 3600)
    }

    @Test func lordHoweMovesByHalfAnHour() throws {
        let zone = try Sites.zone("Australia/Lord_Howe")
        let offsets = ["2026-07-01T00:00:00Z", "2026-12-01T00:00:00Z"].map { zone.offset(at: Sample.instant($0)) }
        #expect(offsets == [37_800, 39_600])
    }

    @Test func theLastSecondOfWinterIsWinter() throws {
        #expect(try Sites.london.offset(at: Sample.instant("2026-03-29T00:59:59.9Z")) == 0)
    }

    @Test func theFirstSecondOfSummerIsSummer() throws {
        #expect(try Sites.london.offset(at: Sample.instant("2026-03-29T01:00:00Z")) == 3600)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
    func datesBeyondAllCalendarsDoNotCrash(seconds: Double) throws {
        let day = try Sites.london.localDay(containing: Date(timeIntervalSince1970: seconds))
        #expect(day.start < day.end)
    }

    @Test func theClockIsRead() throws {
        let time = try Sites.london.clockTime(at: Sample.instant("2026-07-01T23:30:00Z"))
        #expect(time.description == "00:30:00")
    }

    @Test func theDateIsTheLocalOne() throws {
        let date = try Sites.london.civilDate(at: Sample.instant("2026-07-01T23:30:00Z"))
        #expect(date.description == "2026-07-02")
    }
}

@Suite struct LocalDayTests {
    func day(_ zone: String, _ instant: String) throws -> LocalDay {
        try Sites.zone(zone).localDay(containing: Sample.instant(instant))
    }

    /// Days that are over: of those to come, governments think again.
    @Test(arguments: [
        ("Europe/London", "2026-03-29T12:00:00Z", 23), ("Europe/London", "2026-10-25T12:00:00Z", 25),
        ("Europe/London", "2026-06-01T12:00:00Z", 24), ("America/New_York", "2026-03-08T12:00:00Z", 23),
        ("America/New_York", "2026-11-01T12:00:00Z", 25), ("Europe/Berlin", "2024-03-31T12:00:00Z", 23),
        ("Europe/Oslo", "2024-10-27T12:00:00Z", 25), ("Africa/Cairo", "2026-04-24T12:00:00Z", 23),
        ("Africa/Cairo", "2026-10-29T12:00:00Z", 25), ("America/Havana", "2024-11-03T12:00:00Z", 25),
    ])
    func aDayLastsAsLongAsItsClocksSay(zone: String, instant: String, hours: Int) throws {
        #expect(try day(zone, instant).duration == hours * 3600)
    }

    @Test(arguments: [("2045-03-26T12:00:00Z", 23), ("2045-10-29T12:00:00Z", 25)])
    func aDayBeyondTheTableLastsAsItsRuleSays(instant: String, hours: Int) throws {
        let file = TZifFile(types: [(3600, 0, 0)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = Zone(name: "Test", table: try TZif(file.bytes))
        #expect(zone.localDay(containing: Sample.instant(instant)).duration == hours * 3600)
    }

    @Test func lordHowesShortDayLacksHalfAnHour() throws {
        #expect(try day("Australia/Lord_Howe", "2026-10-04T00:00:00Z").duration == 23 * 3600 + 1800)
    }

    @Test func lordHowesLongDayHasHalfAnHourMore() throws {
        #expect(try day("Australia/Lord_Howe", "2026-04-05T00:00:00Z").duration == 24 * 3600 + 1800)
    }

    @Test func aSummerDayStartsAnHourEarlierInUTC() throws {
        #expect(try day("Europe/London", "2026-07-01T12:00:00Z").start == Sample.instant("2026-06-30T23:00:00Z"))
    }

    @Test func itsFirstInstantIsInTheDay() throws {
        #expect(try day("Europe/London", "2026-06-30T23:00:00Z").date.description == "2026-07-01")
    }

    @Test func theNextMidnightIsNotInTheDay() throws {
        #expect(try day("Europe/London", "2026-07-01T23:00:00Z").date.description == "2026-07-02")
    }

    @Test func theNextMidnightIsTheDaysEnd() throws {
        let midnight = try Sites.london.nextMidnight(after: Sample.instant("2026-10-25T00:30:00Z"))
        #expect(midnight == Sample.instant("2026-10-26T00:00:00Z"))
    }

    @Test func aDayWithoutMidnightStartsWithItsFirstInstant() throws {
        let start = try day("Africa/Cairo", "2026-04-24T12:00:00Z").start
        #expect(try Sites.zone("Africa/Cairo").clockTime(at: start).description == "01:00:00")
    }

    @Test func anHourRepeatedBeforeMidnightBelongsToTheOldDay() throws {
        #expect(try day("Africa/Cairo", "2026-10-29T21:30:00Z").date.description == "2026-10-29")
    }

    @Test func anHourRepeatedOverMidnightBelongsToTheNewDay() throws {
        let again = "1988-10-30T03:00:00Z"
        let zone = try Sites.zone("America/St_Johns")
        #expect(zone.civilDate(at: Sample.instant(again)).description == "1988-10-29")
        #expect(try day("America/St_Johns", again).date.description == "1988-10-30")
    }

    @Test func aSkippedDayHasNoLength() throws {
        let date = try #require(CivilDate("2011-12-30"))
        #expect(try Sites.zone("Pacific/Apia").localDay(on: date).duration == 0)
    }

    @Test func theDayOfADateIsTheDayOfItsNoon() throws {
        let date = try #require(CivilDate("2026-10-25"))
        #expect(try Sites.london.localDay(on: date) == day("Europe/London", "2026-10-25T12:00:00Z"))
    }

    @Test(arguments: ["Europe/London", "America/St_Johns", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo"])
    func daysFollowEachOtherWithoutAGap(name: String) throws {
        let zone = try Sites.zone(name)
        var day = zone.localDay(containing: Sample.instant("1985-01-01T00:00:00Z"))
        while day.end < Sample.instant("2012-06-01T00:00:00Z") {
            let next = zone.localDay(containing: day.end)
            guard next.start == day.end, next.date > day.date, day.duration > 0 else {
                Issue.record("\(day.date) ends \(day.end), \(next.date) starts \(next.start)")
                return
            }
            day = next
        }
    }

    @Test func everyInstantLiesInItsDay() throws {
        let zone = try Sites.zone("America/St_Johns")
        let first = Sample.instant("1988-01-01T00:00:00Z")
        let outside = (0..<5000).map { first.addingTimeInterval(Double($0) * 7013) }.filter {
            let day = zone.localDay(containing: $0)
            return $0 < day.start || $0 >= day.end
        }
        #expect(outside == [])
    }
}

@Suite struct LocalTimeTests {
    func instants(_ time: String, _ date: String) throws -> [Date] {
        try Sites.london.instants(of: ClockTime(time), on: #require(CivilDate(date)))
    }

    @Test func aTimeHappensOnceOnMostDays() throws {
        #expect(try instants("01:30", "2026-07-01") == [Sample.instant("2026-07-01T00:30:00Z")])
    }

    @Test func aTimeInTheMissingHourNeverHappens() throws { #expect(try instants("01:30", "2026-03-29") == []) }

    @Test func theMissingHourStartsWithItsFirstSecond() throws { #expect(try instants("01:00", "2026-03-29") == []) }

    @Test func theMissingHourEndsBeforeTheNext() throws { #expect(try instants("02:00", "2026-03-29").count == 1) }

    @Test func aTimeInTheRepeatedHourHappensTwice() throws {
        let expected = [Sample.instant("2026-10-25T00:30:00Z"), Sample.instant("2026-10-25T01:30:00Z")]
        #expect(try instants("01:30", "2026-10-25") == expected)
    }

    @Test func theRepeatedHourEndsBeforeTheNext() throws { #expect(try instants("02:00", "2026-10-25").count == 1) }
}
