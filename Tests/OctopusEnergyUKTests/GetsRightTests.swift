import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// What a well-known integration with Octopus Energy gets wrong, case by case (FlatPeak protocol, section 6).
@Suite struct GetsRightTests {
    @Suite struct `It takes the first agreement whatever it is` {
        private let live = KrakenSample.agreement(KrakenSample.standard("11"), from: "2026-01-01T00:00:00+00:00")

        private func pence(besides other: String) async throws -> Decimal? {
            try await Customer(.init(other, live)).tariff().pence(at: "12:00")
        }

        @Test func `an ended agreement is not read`() async throws {
            let ended = KrakenSample.agreement(KrakenSample.standard("99"), to: "2026-01-01T00:00:00+00:00")
            #expect(try await pence(besides: ended) == 11)
        }

        @Test func `an agreement that ends now is not read`() async throws {
            let ended = KrakenSample.agreement(
                KrakenSample.standard("99"), from: "2026-02-01T00:00:00Z", to: "2026-07-01T12:00:00Z")
            #expect(try await pence(besides: ended) == 11)
        }

        @Test func `a future agreement is not read`() async throws {
            let future = KrakenSample.agreement(KrakenSample.standard("99"), from: "2026-07-01T13:00:01+01:00")
            #expect(try await pence(besides: future) == 11)
        }

        @Test func `a revoked agreement is not read`() async throws {
            let revoked = KrakenSample.agreement(
                KrakenSample.standard("99"), from: "2026-02-01T00:00:00Z", isRevoked: true)
            #expect(try await pence(besides: revoked) == 11)
        }

        @Test func `an export agreement is not read`() async throws {
            let export = KrakenSample.agreement(KrakenSample.standard("99", isExport: true))
            let customer = Customer(.init(export, mpan: "1200000000009"), .init(live))
            #expect(try await customer.tariff().pence(at: "12:00") == 11)
        }

        @Test func `an agreement that has just begun is read`() async throws {
            let begun = KrakenSample.agreement(from: "2026-07-01T13:00:00+01:00")
            #expect(try await Customer(.init(begun)).requirement() == nil)
        }
    }

    @Suite struct `It cuts prices to whole pence` {
        @Test func `every digit of a price is kept`() async throws {
            #expect(
                try await Customer(tariff: KrakenSample.standard("7.00035")).tariff().lines == ["00:00:00 0.0700035"])
        }
    }

    @Suite struct `It mixes prices with and without VAT` {
        @Test(arguments: [
            ("StandardTariff", #""unitRate":21,"preVatUnitRate":20"#),
            ("PrepayTariff", #""unitRate":21,"preVatUnitRate":20"#),
            ("DayNightTariff", #""dayRate":21,"nightRate":21,"preVatDayRate":20,"preVatNightRate":20"#),
            (
                "HalfHourlyTariff",
                #""unitRates":[{"value":21,"preVatValue":20,"validFrom":"2026-06-01T00:00:00Z","validTo":null}]"#
            ),
        ]) func `prices include VAT`(type: String, fields: String) async throws {
            let tariff = try await Customer(tariff: KrakenSample.tariff(type, fields)).tariff()
            #expect(tariff.lines.allSatisfy { $0.hasSuffix(" 0.21") })
        }

        @Test func `prices without VAT are not even asked for`() {
            #expect(!KrakenQuery.agreements.contains("preVat"))
        }
    }

    @Suite struct `A slot that ends at local midnight displaces a real one` {
        let tariff: Tariff

        init() async throws {
            let slots = KrakenSample.slots("2026-06-30T22:30:00Z", "2026-07-01T23:00:00Z")
            tariff = try await Customer(tariff: KrakenSample.halfHourly(slots)).tariff()
        }

        @Test func `the slot before midnight of yesterday is not in the day`() throws {
            #expect(try tariff.pence(at: "00:00") == 1)
        }

        @Test func `the last slot of the day is there`() throws {
            #expect(try tariff.pence(at: "23:30") == 48)
        }

        @Test func `there are 48 slots`() { #expect(tariff.lines.count == 48) }
    }

    @Suite struct `Days with different prices are folded into one` {
        @Test func `neither yesterday nor tomorrow is in the day`() async throws {
            let tariff = try await Customer(
                tariff: KrakenSample.halfHourly(
                    KrakenSample.rate("1", "2026-06-29T23:00:00Z", "2026-06-30T23:00:00Z"),
                    KrakenSample.rate("2", "2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z"),
                    KrakenSample.rate("3", "2026-07-01T23:00:00Z", "2026-07-02T23:00:00Z"))
            ).tariff()
            #expect(tariff.lines == ["00:00:00 0.02"])
        }
    }

    @Suite struct `Economy 7 hours are fixed` {
        @Test func `in winter the night is half past midnight to half past seven`() async throws {
            let tariff = try await Customer(tariff: KrakenSample.dayNight, now: "2026-12-01T12:00:00Z").tariff()
            #expect(tariff.lines == ["00:00:00 0.28875", "00:30:00 0.1296225", "07:30:00 0.28875"])
        }

        @Test func `in summer time it is an hour later`() async throws {
            let tariff = try await Customer(tariff: KrakenSample.dayNight).tariff()
            #expect(tariff.lines == ["00:00:00 0.28875", "01:30:00 0.1296225", "08:30:00 0.28875"])
        }

        @Test func `the hours can be set`() async throws {
            var customer = Customer(tariff: KrakenSample.dayNight, now: "2026-12-01T12:00:00Z")
            customer.environment = ["OCTOPUS_ENERGY_UK_NIGHT_HOURS": "23:00-06:00"]
            let tariff = try await customer.tariff()
            #expect(tariff.lines == ["00:00:00 0.1296225", "06:00:00 0.28875", "23:00:00 0.1296225"])
        }
    }

    @Suite struct `validTo null becomes 1970` {
        @Test func `an agreement without an end is live and sends no end`() async throws {
            let tariff = try await Customer(.init(KrakenSample.agreement(to: nil))).tariff()
            #expect(tariff.contractEndDate == nil)
        }

        @Test func `a rate without an end lasts`() async throws {
            let rates = KrakenSample.halfHourly(KrakenSample.rate("15", "2024-01-01T00:00:00Z", nil))
            #expect(try await Customer(tariff: rates).tariff().lines == ["00:00:00 0.15"])
        }
    }
}
