import Foundation
import ProviderKit
import Testing

/// What a provider may hand in, and what is refused.
@Suite struct TimedRateInputTests {
    let noon = "2026-07-01T12:00:00Z"

    func prices(_ rates: [TimedRate]) throws -> [String] {
        try Timed.day(rates, noon).periods.map { "\($0.validFrom) \($0.rates[0].value)" }
    }

    @Test func anOpenEndLastsForGood() throws {
        #expect(try prices([Timed.rate("2026-01-01T00:00:00Z", nil, "10")]) == ["00:00:00 0.1"])
    }

    @Test func theNextRateEndsAnOpenOne() throws {
        let rates = [
            try Timed.rate("2026-01-01T00:00:00Z", nil, "10"), try Timed.rate("2026-07-01T11:00:00Z", nil, "20"),
        ]
        #expect(try prices(rates) == ["00:00:00 0.1", "12:00:00 0.2"])
    }

    @Test func pricesBelowZeroAreKept() throws {
        #expect(try prices([Timed.rate("2026-01-01T00:00:00Z", nil, "-1.5")]) == ["00:00:00 -0.015"])
    }

    @Test func equalRatesOfTheProviderStayApart() throws {
        let rates = [
            try Timed.rate("2026-06-30T23:00:00Z", "2026-07-01T11:00:00Z", "10"),
            try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T23:00:00Z", "10"),
        ]
        #expect(try prices(rates).count == 2)
    }

    @Test func oneRateOverTheMissingHourIsOnePeriod() throws {
        let day = try Timed.day([Timed.rate("2026-01-01T00:00:00Z", nil, "10")], "2026-03-29T12:00:00Z")
        #expect(day.periods == [.wholeDay(try .pence("10"))])
    }

    @Test func aSlotThatEndsAtMidnightDisplacesNothing() throws {
        let before = try Timed.rate("2026-06-30T22:30:00Z", "2026-06-30T23:00:00Z", "99")
        #expect(try prices([before, Timed.rate("2026-06-30T23:00:00Z", nil, "10")]) == ["00:00:00 0.1"])
    }

    @Test func ratesThatOverlapAndAgreeAreLegal() throws {
        let rates = [
            try Timed.rate("2026-06-30T23:00:00Z", "2026-07-01T12:00:00Z", "10"),
            try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T23:00:00Z", "10"),
        ]
        #expect(try prices(rates) == ["00:00:00 0.1", "13:00:00 0.1"])
    }

    @Test func aRateWithinAnotherOfTheSamePriceChangesNothing() throws {
        let rates = [
            try Timed.rate("2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z", "10"),
            try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T12:00:00Z", "10"),
        ]
        #expect(try prices(rates) == ["00:00:00 0.1"])
    }

    @Test func twoOpenRatesOfOneStartThatDifferAreRefused() throws {
        let rates = [
            try Timed.rate("2026-07-01T00:00:00Z", nil, "10"), try Timed.rate("2026-07-01T00:00:00Z", nil, "11"),
        ]
        let expected = TimedRatesError.ratesConflict(at: Sample.instant("2026-07-01T00:00:00Z"))
        #expect(throws: expected) { try prices(rates) }
    }

    @Test func ratesThatOverlapAndDifferAreRefused() throws {
        let rates = [
            try Timed.rate("2026-06-30T23:00:00Z", "2026-07-01T12:00:00Z", "10"),
            try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T23:00:00Z", "11"),
        ]
        let expected = TimedRatesError.ratesConflict(at: Sample.instant("2026-07-01T11:00:00Z"))
        #expect(throws: expected) { try prices(rates) }
    }

    @Test func ratesOfOtherDaysMayDiffer() throws {
        let rates = [
            try Timed.rate("2026-05-01T00:00:00Z", "2026-05-03T00:00:00Z", "1"),
            try Timed.rate("2026-05-02T00:00:00Z", "2026-05-04T00:00:00Z", "2"),
            try Timed.rate("2026-06-30T23:00:00Z", nil, "10"),
        ]
        #expect(try prices(rates) == ["00:00:00 0.1"])
    }

    @Test func aRateWithoutLengthIsLeftOut() throws {
        let empty = try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T11:00:00Z", "99")
        #expect(
            try prices([empty, Timed.rate("2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z", "10")]) == ["00:00:00 0.1"])
    }

    @Test func aRateThatEndsBeforeItStartsIsRefused() throws {
        let reversed = try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T10:00:00Z", "99")
        #expect(throws: TimedRatesError.endsBeforeStart(from: reversed.from)) { try prices([reversed]) }
    }

    @Test func aMorningThatIsNotPublishedIsRefused() throws {
        let late = try Timed.rate("2026-07-01T11:00:00Z", "2026-07-01T23:00:00Z", "1")
        let expected = TimedRatesError.ratesIncomplete(missingFrom: Sample.instant("2026-06-30T23:00:00Z"))
        #expect(throws: expected) { try prices([late]) }
    }

    @Test func anEveningThatIsNotPublishedIsRefused() throws {
        let early = try Timed.rate("2026-06-30T00:00:00Z", "2026-07-01T22:30:00Z", "1")
        let expected = TimedRatesError.ratesIncomplete(missingFrom: Sample.instant("2026-07-01T22:30:00Z"))
        #expect(throws: expected) { try prices([early]) }
    }

    @Test func aHoleInTheDayIsNamedByItsFirstInstant() throws {
        var rates = try Timed.slots("2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z")
        rates.remove(at: 20)
        let expected = TimedRatesError.ratesIncomplete(missingFrom: Sample.instant("2026-07-01T09:00:00Z"))
        #expect(throws: expected) { try prices(rates) }
    }

    @Test func noRatesAtAllAreAnIncompleteDay() {
        let expected = TimedRatesError.ratesIncomplete(missingFrom: Sample.instant("2026-06-30T23:00:00Z"))
        #expect(throws: expected) { try prices([]) }
    }

    @Test func startsAloneMakeRates() throws {
        let slots = try Timed.slots("2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z")
        let starts = slots.reversed().map { ($0.from, $0.price) }
        #expect(TimedRate.starting(starts, lastFor: 1800) == slots)
    }
}
