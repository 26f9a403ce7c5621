import Foundation
import Testing

@testable import ProviderKit

@Suite struct CivilDateTests {
    @Test func theCountStartsIn1970() { #expect(CivilDate(daysSince1970: 0).description == "1970-01-01") }

    @Test func theDayBeforeTheCountIsFound() { #expect(CivilDate(daysSince1970: -1).description == "1969-12-31") }

    @Test func aLeapDayExistsEveryFourYears() { #expect(CivilDate("2028-02-29") != nil) }

    @Test func aCenturyHasNoLeapDay() { #expect(CivilDate("2100-02-29") == nil) }

    @Test func aFourthCenturyHasALeapDay() { #expect(CivilDate("2000-02-29") != nil) }

    @Test func theWeekdayIsKnown() { #expect(CivilDate("2026-11-23")?.weekday == 1) }

    @Test func everyDayOfFourCenturiesComesBack() {
        let days = -200_000..<(-200_000 + 146_097 * 2)
        #expect(days.allSatisfy { CivilDate(daysSince1970: $0).daysSince1970 == $0 })
    }

    @Test func eachDayIsLaterThanTheOneBefore() {
        let dates = (0..<40_000).map(CivilDate.init(daysSince1970:))
        #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: [
        "2026-13-01", "2026-00-01", "2026-04-31", "2026-4-1", "26-04-01", "2026-04-01Z", "2026/04/01", "",
    ])
    func otherFormsAreRefused(text: String) { #expect(CivilDate(text) == nil) }
}

@Suite struct RFC3339Tests {
    @Test func anInstantInUTCIsRead() {
        #expect(RFC3339.date(from: "2026-11-23T00:00:00Z")?.timeIntervalSince1970 == 1_795_392_000)
    }

    @Test func anOffsetIsTakenOff() {
        #expect(RFC3339.date(from: "2026-11-23T01:00:00.000+01:00") == RFC3339.date(from: "2026-11-23T00:00:00Z"))
    }

    @Test func anOffsetToTheWestIsAdded() {
        #expect(RFC3339.date(from: "2026-11-22T18:30:00-05:30") == RFC3339.date(from: "2026-11-23T00:00:00Z"))
    }

    @Test func aFractionIsRead() {
        #expect(RFC3339.date(from: "1970-01-01T00:00:00.25Z")?.timeIntervalSince1970 == 0.25)
    }

    @Test func itIsWrittenInUTC() {
        #expect(RFC3339.string(from: Date(timeIntervalSince1970: 1_795_392_000)) == "2026-11-23T00:00:00Z")
    }

    @Test func timesBefore1970AreWritten() {
        #expect(RFC3339.string(from: Date(timeIntervalSince1970: -0.5)) == "1969-12-31T23:59:59Z")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, 253_402_300_800])
    func datesBeyondTheCalendarAreNotWritten(seconds: Double) {
        #expect(RFC3339.string(from: Date(timeIntervalSince1970: seconds)) == nil)
    }

    @Test(arguments: [
        "2026-11-23T00:00:00", "2026-11-23", "2026-11-23T24:00:00Z", "2026-11-23T00:60:00Z", "2026-02-30T00:00:00Z",
        "2026-11-23T00:00:00.Z", "2026-11-23T00:00:00+0100", "2026-11-23T00:00:00Z ", "2026-11-23T00:00:00+24:00", "",
    ])
    func otherFormsAreRefused(text: String) { #expect(RFC3339.date(from: text) == nil) }
}
