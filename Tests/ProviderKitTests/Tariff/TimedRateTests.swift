import Foundation
import ProviderKit
import Testing

/// Rates between instants, as the periods of a local day.
@Suite struct TimedRateTests {
    @Suite struct OrdinaryDay {
        let rates: [TimedRate]
        let day: TimedDay

        init() throws {
            rates = try Timed.slots("2026-06-30T22:00:00Z", "2026-07-02T01:00:00Z")
            day = try Timed.day(rates, "2026-07-01T12:10:00Z")
        }

        @Test func thereAreFortyEightHalfHours() { #expect(day.periods.count == 48) }

        @Test func theyCoverTheDay() { #expect(Sample.daily(day.periods).broken == []) }

        @Test func theFirstStartsAtLocalMidnight() throws { #expect(try Timed.pence(day, at: "00:00") == 2) }

        @Test func theLastEndsAtLocalMidnight() throws { #expect(try Timed.pence(day, at: "23:59:59") == 49) }

        @Test func theDayExpiresAtLocalMidnight() { #expect(day.expiry == Sample.instant("2026-07-01T23:00:00Z")) }

        @Test func theOrderOfTheRatesDoesNotMatter() throws {
            #expect(try Timed.day(rates.reversed(), "2026-07-01T12:10:00Z") == day)
        }

        @Test func everyInstantOfTheDayGivesTheSame() throws {
            #expect(try Timed.day(rates, "2026-07-01T22:59:59Z") == day)
        }
    }

    @Suite struct ShortDay {
        let day: TimedDay

        init() throws {
            let rates = try Timed.slots("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z")
            day = try Timed.day(rates, "2026-03-29T12:00:00Z")
        }

        @Test func thereAreFortySixHalfHours() { #expect(day.periods.count == 46) }

        @Test func theyCoverTheDay() { #expect(Sample.daily(day.periods).broken == []) }

        @Test func theMissingHourTakesTheRateBeforeIt() throws { #expect(try Timed.pence(day, at: "01:30") == 1) }

        @Test func theSlotBeforeItIsLengthened() { #expect(day.periods[1].validTo.description == "02:00:00") }

        @Test func theHourBehindItHasItsOwnRate() throws { #expect(try Timed.pence(day, at: "02:00") == 2) }

        @Test func theLastSlotIsTheLast() throws { #expect(try Timed.pence(day, at: "23:30") == 45) }

        @Test func theDayEndsInSummerTime() { #expect(day.expiry == Sample.instant("2026-03-29T23:00:00Z")) }
    }

    @Suite struct LongDay {
        let day: TimedDay

        init() throws {
            let rates = try Timed.slots("2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z")
            day = try Timed.day(rates, "2026-10-25T12:00:00Z")
        }

        @Test func fiftyHalfHoursBecomeFortyEight() { #expect(day.periods.count == 48) }

        @Test func theyCoverTheDay() { #expect(Sample.daily(day.periods).broken == []) }

        @Test func theRepeatedHourTakesTheFirstOfItsRates() throws { #expect(try Timed.pence(day, at: "01:30") == 3) }

        @Test func theHourBehindItHasItsOwnRate() throws { #expect(try Timed.pence(day, at: "02:00") == 6) }

        @Test func theLastSlotIsTheLast() throws { #expect(try Timed.pence(day, at: "23:30") == 49) }

        @Test func theDayEndsInWinterTime() { #expect(day.expiry == Sample.instant("2026-10-26T00:00:00Z")) }
    }

    @Suite struct OtherDays {
        @Test func quarterHoursMakeNinetySixPeriods() throws {
            let rates = try Timed.slots("2026-07-01T22:00:00Z", "2026-07-02T22:00:00Z", minutes: 15)
            #expect(try Timed.day(rates, "2026-07-02T10:00:00Z", zone: "Europe/Oslo").periods.count == 96)
        }

        @Test func aMissingHalfHourTakesTheRateBeforeIt() throws {
            let rates = try Timed.slots("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z")
            let day = try Timed.day(rates, "2026-10-04T00:00:00Z", zone: "Australia/Lord_Howe")
            #expect(try day.periods.count == 47 && Timed.pence(day, at: "02:15") == 3)
        }

        @Test func aDayThatBeginsWithTheMissingHourLengthensItsFirstRate() throws {
            let rates = try Timed.slots("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z", minutes: 60)
            let day = try Timed.day(rates, "2026-04-24T12:00:00Z", zone: "Africa/Cairo")
            #expect(try Timed.pence(day, at: "00:30") == 0 && Sample.daily(day.periods).broken == [])
        }

        @Test(arguments: ["America/St_Johns", "Africa/Cairo", "Australia/Lord_Howe", "Europe/London"])
        func theRulesHoldOnEveryDayOfAYear(name: String) throws {
            let zone = try ZoneDatabase.system.zone(name)
            let broken = try (0..<365).filter { index in
                let now = Sample.instant("2026-01-01T12:00:00Z").addingTimeInterval(Double(index) * 86_400)
                let first = now.addingTimeInterval(-2 * 86_400)
                let rates = (0..<96).map {
                    let from = first.addingTimeInterval(Double($0) * 3600)
                    return TimedRate(from: from, to: from.addingTimeInterval(3600), price: .zero)
                }
                return try Sample.daily(LocalDay.periods(of: rates, in: zone, now: now).periods).broken != []
            }
            #expect(broken == [])
        }
    }

    /// A smart tariff with two rates, given in UTC over a day and a half.
    @Suite struct TwoRates {
        let day: TimedDay

        init() throws {
            day = try Timed.day(
                [
                    Timed.rate("2024-08-24T22:30:00Z", "2024-08-25T04:30:00Z", "7.00035"),
                    Timed.rate("2024-08-25T04:30:00Z", "2024-08-25T22:30:00Z", "24.39255"),
                    Timed.rate("2024-08-25T22:30:00Z", "2024-08-26T04:30:00Z", "7.00035"),
                ], "2024-08-25T10:00:00Z")
        }

        @Test func longRatesAreCutAtLocalMidnight() {
            #expect(day.periods.map(\.validFrom.description) == ["00:00:00", "05:30:00", "23:30:00"])
        }

        @Test func pricesKeepTheirDigits() {
            #expect(day.periods.map { $0.rates[0].value.description } == ["0.0700035", "0.2439255", "0.0700035"])
        }
    }

    @Test func aTariffOfADaySendsZoneAndExpiry() throws {
        let rates = [try Timed.rate("2026-01-01T00:00:00Z", nil, "10")]
        let tariff = try Tariff.timed(
            "Agile", instance: "SAMPLE", rates: rates, in: ZoneDatabase.system.zone("Europe/London"), now: Sample.now)
        #expect(tariff.timezone == "Europe/London" && tariff.expiryDate == Sample.instant("2026-11-24T00:00:00Z"))
    }
}
