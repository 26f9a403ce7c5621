import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// The two days of a DST change, which come out with gaps, overlaps or missing slots elsewhere (FlatPeak protocol, section 6).
@Suite struct ClockChangeTests {
    @Suite struct `On the short day` {
        private let noon = "2026-03-29T11:00:00Z"

        private func agile() async throws -> Tariff {
            let slots = KrakenSample.slots("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z")
            return try await Customer(tariff: KrakenSample.halfHourly(slots), now: noon).tariff()
        }

        @Test func `46 half hours are 46 periods without a gap`() async throws {
            #expect(try await agile().lines.count == 46)
        }

        @Test func `the missing hour takes the rate before it`() async throws {
            #expect(try await agile().pence(at: "01:45") == 1)
        }

        @Test func `the hour after it has its own rate`() async throws {
            #expect(try await agile().pence(at: "02:00") == 2)
        }

        @Test func `the tariff expires at midnight in summer time`() async throws {
            #expect(try await agile().expiryDate == KrakenSample.instant("2026-03-29T23:00:00Z"))
        }

        @Test func `the night of Economy 7 jumps with the clock`() async throws {
            let tariff = try await Customer(tariff: KrakenSample.dayNight, now: noon).tariff()
            #expect(tariff.lines == ["00:00:00 0.28875", "00:30:00 0.1296225", "08:30:00 0.28875"])
        }
    }

    @Suite struct `On the long day` {
        private let noon = "2026-10-25T12:00:00Z"

        private func agile() async throws -> Tariff {
            let slots = KrakenSample.slots("2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z")
            return try await Customer(tariff: KrakenSample.halfHourly(slots), now: noon).tariff()
        }

        @Test func `50 half hours are 48 periods without an overlap`() async throws {
            #expect(try await agile().lines.count == 48)
        }

        @Test func `the repeated hour takes the first of its rates`() async throws {
            #expect(try await agile().pence(at: "01:30") == 3)
        }

        @Test func `no slot after it is missing`() async throws {
            #expect(try await agile().pence(at: "23:30") == 49)
        }

        @Test func `the tariff expires at midnight in winter time`() async throws {
            #expect(try await agile().expiryDate == KrakenSample.instant("2026-10-26T00:00:00Z"))
        }

        @Test func `the night of Economy 7 begins in summer time and ends in winter time`() async throws {
            let tariff = try await Customer(tariff: KrakenSample.dayNight, now: noon).tariff()
            #expect(tariff.lines == ["00:00:00 0.28875", "01:30:00 0.1296225", "07:30:00 0.28875"])
        }
    }

    @Test func `the rules hold on every day of a year for registers that go past midnight`() async throws {
        var customer = Customer(tariff: KrakenSample.fourRate)
        customer.environment = [
            "OCTOPUS_ENERGY_UK_OFFPEAK_HOURS": "23:30-05:30", "OCTOPUS_ENERGY_UK_EV_HOURS": "22:00-08:00",
        ]
        for day in 0..<365 {
            customer.now = KrakenSample.instant("2026-01-01T12:00:00Z").addingTimeInterval(Double(day) * 86_400)
            _ = try await customer.tariff()
        }
    }
}
