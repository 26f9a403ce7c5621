import Foundation
import ProviderKit
import Testing

@testable import LunarEnergy

/// Lunar Energy's prices as FlatPeak's tariff.
@Suite struct LunarConversionTests {
    private let june = RFC3339.date(from: "2026-06-15T11:00:00Z") ?? .distantPast

    private func convert(
        _ prices: String, unit: String = "p/kWh", zone: String = "Europe/London", direction: String = "import",
        ends: String? = nil
    ) throws -> Tariff {
        try LunarSamples.tariff(prices, unit: unit, zone: zone, direction: direction, ends: ends)
            .flatPeakTariff(integrationInstance: "LUNAR_ENERGY")
    }

    private func price(_ text: String) throws -> [Tariff.Rate] { [Tariff.Rate(try .pounds(text))] }

    @Test(arguments: [LunarSamples.flat, LunarSamples.dayNight, LunarSamples.tiers, LunarSamples.weekend])
    func `the tariff keeps every rule`(_ prices: String) throws {
        #expect(try convert(prices).violations(now: june) == [])
    }

    @Test func `one price holds all day`() throws {
        let schedules = try convert(LunarSamples.flat).seasons[0].schedules
        #expect(schedules == [.on(.all, [.wholeDay(try .pounds("0.24393"))])])
    }

    @Test(arguments: [
        ("00:29:59", "0.2439255"), ("00:30:00", "0.0700035"), ("07:29:59", "0.0700035"), ("07:30:00", "0.2439255"),
    ])
    func `day and night change to the second`(_ time: String, _ pounds: String) throws {
        let tariff = try convert(LunarSamples.dayNight)
        #expect(tariff.rates(in: .january, on: .monday, at: try ClockTime(time)) == (try price(pounds)))
    }

    @Test func `lines of the same times are tiers, the last one open`() throws {
        let hours = try convert(LunarSamples.tiers).seasons[0].schedules[0].hours
        #expect(hours.map { $0.rates.map(\.toKWh) } == [[8, 20, nil]])
        #expect(hours[0].rates.map { "\($0.value)" } == ["0.1995", "0.243", "0.2977125"])
    }

    @Test func `weekdays and weekend have their own hours`() throws {
        let tariff = try convert(LunarSamples.weekend)
        let evening = try ClockTime("17:00")
        #expect(tariff.rates(in: .july, on: .friday, at: evening) == (try price("0.357")))
        #expect(tariff.rates(in: .july, on: .saturday, at: evening) == (try price("0.1806")))
    }

    @Test(arguments: [("2027-01-01", "2027-01-01T00:00:00Z"), ("2026-07-01", "2026-06-30T23:00:00Z")])
    func `a contract ends at local midnight`(_ ends: String, _ instant: String) throws {
        #expect(try convert(LunarSamples.flat, ends: ends).contractEndDate == RFC3339.date(from: instant))
    }

    @Test func `a contract without an end has none`() throws {
        #expect(try convert(LunarSamples.flat).contractEndDate == nil)
    }

    @Test func `what is sold is an export tariff`() throws {
        #expect(try convert(LunarSamples.flat, direction: "export").direction == .export)
    }

    @Test func `name, zone and integration go with it`() throws {
        let tariff = try convert(LunarSamples.flat)
        #expect(
            [tariff.displayName, tariff.timezone, tariff.integrationInstance] == [
                "Lunar Sample", "Europe/London", "LUNAR_ENERGY",
            ])
    }

    @Test func `another unit is not guessed at`() {
        #expect(throws: ProviderError.unsupportedTariff("prices in EUR/MWh")) {
            try convert(LunarSamples.flat, unit: "EUR/MWh")
        }
    }

    @Test(arguments: ["NaN", "", "24,393", "24.3.9"]) func `a malformed price is named`(_ text: String) throws {
        let error = #expect(throws: ProviderError.self) { try convert(LunarSamples.line(text)) }
        #expect(error?.message.contains("a price line of 'Lunar Sample'") == true)
    }

    @Test(arguments: ["25:00", "7", "24:00"]) func `a malformed time is named`(_ text: String) throws {
        let error = #expect(throws: ProviderError.self) { try convert(LunarSamples.line("1", to: text)) }
        #expect(error?.message.contains("a price line") == true)
    }

    @Test func `a malformed end is named`() throws {
        #expect(throws: ProviderError.unexpectedAnswer("the end '2026-02-30' of a contract")) {
            try convert(LunarSamples.flat, ends: "2026-02-30")
        }
    }

    @Test func `an unknown zone is named where the end depends on it`() throws {
        let error = #expect(throws: ProviderError.self) {
            try convert(LunarSamples.flat, zone: "Moon/Base", ends: "2027-01-01")
        }
        #expect(error?.message.contains("the time zone of 'Lunar Sample'") == true)
    }
}
