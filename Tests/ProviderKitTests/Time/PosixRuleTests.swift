import Foundation
import Testing

@testable import ProviderKit

@Suite struct PosixRuleTests {
    func offset(_ rule: String, at instant: String) throws -> Int {
        try #require(PosixRule(Array(rule.utf8))).offset(at: Sample.instant(instant).wholeSecondsSince1970)
    }

    @Test func offsetsCountWestInTheTextAndEastInTheResult() throws {
        #expect(try offset("EST5", at: "2026-07-01T00:00:00Z") == -5 * 3600)
    }

    @Test func quotedNamesMayHoldDigitsAndSigns() throws {
        #expect(try offset("<+1030>-10:30", at: "2026-07-01T00:00:00Z") == 37_800)
    }

    @Test func daylightTimeIsAnHourAheadUnlessSaidOtherwise() throws {
        #expect(try offset("GMT0BST,M3.5.0/1,M10.5.0", at: "2026-07-01T00:00:00Z") == 3600)
    }

    @Test func daylightTimeMayBeHalfAnHour() throws {
        let rule = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"
        #expect(try offset(rule, at: "2026-12-01T00:00:00Z") == 39_600)
    }

    @Test func daylightTimeMayBeBehindStandardTime() throws {
        #expect(try offset("IST-1GMT0,M10.5.0,M3.5.0/1", at: "2026-12-01T00:00:00Z") == 0)
    }

    @Test func theFifthWeekIsTheLast() throws {
        let rule = "GMT0BST,M3.5.0/1,M10.5.0"
        let offsets = try ["2027-03-28T00:59:59Z", "2027-03-28T01:00:00Z"].map { try offset(rule, at: $0) }
        #expect(offsets == [0, 3600])
    }

    @Test(arguments: [("2027-03-01T01:59:59Z", 0), ("2027-03-01T02:00:00Z", 3600), ("2028-02-29T12:00:00Z", 0)])
    func julianDaysNeverCountTheLeapDay(instant: String, seconds: Int) throws {
        #expect(try offset("AAA0BBB,J60,J300", at: instant) == seconds)
    }

    @Test(arguments: [("2027-03-02T02:00:00Z", 3600), ("2028-03-01T01:59:59Z", 0), ("2028-03-01T02:00:00Z", 3600)])
    func plainDaysCountFromNoughtWithTheLeapDay(instant: String, seconds: Int) throws {
        #expect(try offset("AAA0BBB,60,300", at: instant) == seconds)
    }

    @Test func timesMayGoBelowTheDay() throws {
        let rule = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"
        let offsets = try ["2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"].map { try offset(rule, at: $0) }
        #expect(offsets == [-7200, -3600])
    }

    @Test func timesMayGoBeyondTheDay() throws {
        let rule = "EET-2EEST,M4.4.5/26,M10.5.4/24"
        let offsets = try ["2026-04-24T23:59:59Z", "2026-04-25T00:00:00Z"].map { try offset(rule, at: $0) }
        #expect(offsets == [7200, 10_800])
    }

    @Test(arguments: ["2026-01-01T04:00:00Z", "2026-07-01T00:00:00Z", "2027-01-01T03:59:59Z"])
    func daylightTimeMayLastAllYear(instant: String) throws {
        #expect(try offset("EST5EDT,0/0,J365/25", at: instant) == -4 * 3600)
    }

    @Test func theSouthernSummerGoesOverTheNewYear() throws {
        #expect(try offset("AEST-10AEDT,M10.1.0,M4.1.0/3", at: "2027-01-01T00:00:00Z") == 39_600)
    }

    @Test(arguments: [
        "", "GMT", "GM0", "GMT0BST", "GMT0BST,M3.5.0", "GMT0BST,M13.1.0,M10.5.0", "GMT0BST,M3.6.0,M10.5.0",
        "GMT0BST,M3.5.7,M10.5.0", "GMT0BST,J0,J366", "GMT0BST,J1,366", "GMT0,", "GMT0BST,M3.5.0/168,M10.5.0", "GMT25",
        "<GMT0", "GMT0BST,M3.5.0,M10.5.0 ", "GMT99999999999999999999", "GMT0:60", "GMT-",
    ])
    func otherTextIsRefused(text: String) { #expect(PosixRule(Array(text.utf8)) == nil) }
}
