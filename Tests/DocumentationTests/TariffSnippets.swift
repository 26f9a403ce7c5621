import Foundation
import ProviderKit
import Testing

/// The recipes of "Writing a tariff": each keeps every rule.
@Suite struct TariffSnippets {
    let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test func `one price`() throws {
        let tariff = Tariff.flat(
            "Moon Flat", instance: "MOON_POWER", timezone: "Europe/London", price: try .pence("24.393"))
        #expect(tariff.violations(now: now).isEmpty)
    }

    @Test func `a night rate`() throws {
        let night = try Tariff.Period.from("23:30", to: "05:30", .pence("7.00035"))
        let hours = try Tariff.Schedule.day(at: .pence("24.39255"), except: [night])
        let tariff = Tariff.daily("Moon Night", instance: "MOON_POWER", timezone: "Europe/London", hours: hours)
        #expect(tariff.violations(now: now).isEmpty)
        #expect(hours.count == 3)
    }

    @Test func weekends() throws {
        let peak = try Tariff.Period.from("16:00", to: "19:00", .pence("38"))
        let weekdays = try Tariff.Schedule.day(at: .pence("24"), except: [peak])
        let tariff = Tariff.weekly(
            "Moon Weekend", instance: "MOON_POWER", timezone: "Europe/London",
            schedules: [.on(.weekdays, weekdays), .on(.weekend, [.wholeDay(try .pence("18"))])])
        #expect(tariff.violations(now: now).isEmpty)
    }

    @Test func `summer and winter`() throws {
        let summer = Tariff.Season(
            months: [.april, .may, .june, .july, .august, .september],
            schedules: [.on(.all, [.wholeDay(try .cents("28"))])])
        let winter = Tariff.Season(
            months: [.october, .november, .december, .january, .february, .march],
            schedules: [.on(.all, [.wholeDay(try .cents("34"))])])
        let tariff = Tariff(
            displayName: "Mond Saison", direction: .import, integrationInstance: "MOON_POWER",
            timezone: "Europe/Berlin",
            seasons: [summer, winter])
        #expect(tariff.violations(now: now).isEmpty)
    }

    @Test func `tiers by consumption`() throws {
        let tiers = [Tariff.Rate.tier(try .pence("20"), upTo: 100), Tariff.Rate(try .pence("26"))]
        let tariff = Tariff.daily("Moon Tiers", instance: "MOON_POWER", hours: [.wholeDay(rates: tiers)])
        #expect(tariff.violations(now: now).isEmpty)
    }

    @Test func `prices by the half-hour`() throws {
        let prices = try (-100..<100).map { number in
            (from: now.addingTimeInterval(Double(number) * 1800 - 200), price: try Price.pence("\(20 + number % 9)"))
        }
        let rates = TimedRate.starting(prices, lastFor: 1800)
        let zone = try ZoneDatabase.system.zone("Europe/London")
        let tariff = try Tariff.timed("Moon Agile", instance: "MOON_POWER", rates: rates, in: zone, now: now)
        #expect(tariff.violations(now: now).isEmpty)
    }

    @Test func `energy that customers sell`() throws {
        let tariff = Tariff.flat(
            "Moon Sun", .export, instance: "MOON_POWER", timezone: "Europe/London", price: try .pence("15"))
        #expect(tariff.violations(now: now).isEmpty)
    }
}
