import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// Kraken's types of electricity tariffs, one by one.
@Suite struct TariffTypeTests {
    private let winter = "2026-12-01T12:00:00Z"

    @Test func `a standard tariff is one price`() async throws {
        #expect(try await Customer().tariff().lines == ["00:00:00 0.2439255"])
    }

    @Test func `a prepayment tariff is one price`() async throws {
        let tariff = try await Customer(tariff: KrakenSample.tariff("PrepayTariff", #""unitRate":23.1"#)).tariff()
        #expect(tariff.lines == ["00:00:00 0.231"])
    }

    @Test func `three rates are refused while their hours are unknown`() async throws {
        let error = try await Customer(tariff: KrakenSample.threeRate).error()
        #expect(error?.code == "tariff_hours_unknown")
        #expect(error?.message.contains("OCTOPUS_ENERGY_UK_OFFPEAK_HOURS") == true)
    }

    @Test func `every variable that is missing is named`() async throws {
        let message = try await Customer(tariff: KrakenSample.fourRate).error()?.message
        #expect(message?.contains("OCTOPUS_ENERGY_UK_OFFPEAK_HOURS and OCTOPUS_ENERGY_UK_EV_HOURS") == true)
    }

    @Test func `three rates have a night and off-peak hours`() async throws {
        var customer = Customer(tariff: KrakenSample.threeRate, now: winter)
        customer.environment = ["OCTOPUS_ENERGY_UK_OFFPEAK_HOURS": "13:00-16:00"]
        let lines = try await customer.tariff().lines
        #expect(
            lines == [
                "00:00:00 0.25", "00:30:00 0.14", "07:30:00 0.25", "13:00:00 0.11", "16:00:00 0.25",
            ])
    }

    @Test(arguments: ["OFFPEAK", "EV"]) func `four rates are refused while one of their hours is unknown`(
        known: String
    ) async throws {
        var customer = Customer(tariff: KrakenSample.fourRate)
        customer.environment = ["OCTOPUS_ENERGY_UK_\(known)_HOURS": "13:00-16:00"]
        #expect(try await customer.error()?.code == "tariff_hours_unknown")
    }

    @Test func `of four rates the car's off-peak hours come first, then the car's, then the night`() async throws {
        var customer = Customer(tariff: KrakenSample.fourRate, now: winter)
        customer.environment = [
            "OCTOPUS_ENERGY_UK_OFFPEAK_HOURS": "02:00-05:00", "OCTOPUS_ENERGY_UK_EV_HOURS": "01:00-06:00",
        ]
        let lines = try await customer.tariff().lines
        #expect(
            lines == [
                "00:00:00 0.25", "00:30:00 0.14", "01:00:00 0.18", "02:00:00 0.07", "05:00:00 0.18", "06:00:00 0.14",
                "07:30:00 0.25",
            ])
    }

    @Test func `the two rates of a smart tariff are cut at local midnight`() async throws {
        let customer = Customer(
            tariff: KrakenSample.halfHourly(
                KrakenSample.rate("7.00035", "2024-08-24T22:30:00+00:00", "2024-08-25T04:30:00+00:00"),
                KrakenSample.rate("24.39255", "2024-08-25T04:30:00+00:00", "2024-08-25T22:30:00+00:00"),
                KrakenSample.rate("7.00035", "2024-08-25T22:30:00+00:00", "2024-08-26T04:30:00+00:00")),
            now: "2024-08-25T10:00:00Z")
        let lines = try await customer.tariff().lines
        #expect(lines == ["00:00:00 0.0700035", "05:30:00 0.2439255", "23:30:00 0.0700035"])
    }

    @Test func `half hours of the same price stay apart`() async throws {
        let slots = (0..<48).map { KrakenSample.instant("2026-06-30T23:00:00Z").addingTimeInterval(Double($0) * 1800) }
        let rates = slots.map { start in
            KrakenSample.rate(
                "20", RFC3339.string(from: start) ?? "", RFC3339.string(from: start.addingTimeInterval(1800)))
        }
        #expect(try await Customer(tariff: KrakenSample.halfHourly(rates)).tariff().lines.count == 48)
    }

    @Test func `a part of the day without a published price is refused`() async throws {
        let slots = KrakenSample.slots("2026-06-30T23:00:00Z", "2026-07-01T22:00:00Z")
        let error = try await Customer(tariff: KrakenSample.halfHourly(slots)).error()
        #expect(error == .ratesIncomplete("nothing from 2026-07-01T22:00:00Z on"))
    }

    @Test func `prices below zero and of zero are prices`() async throws {
        let tariff = try await Customer(
            tariff: KrakenSample.halfHourly(
                KrakenSample.rate("-1.57575", "2026-06-30T23:00:00Z", "2026-07-01T11:00:00Z"),
                KrakenSample.rate("0", "2026-07-01T11:00:00Z", "2026-07-01T23:00:00Z"))
        ).tariff()
        #expect(tariff.lines == ["00:00:00 -0.0157575", "12:00:00 0"])
    }

    @Test func `an unknown type is named`() async throws {
        let error = try await Customer(tariff: #"{"__typename":"CappedTariff","displayName":"Capped"}"#).error()
        #expect(error == .unsupportedTariff("tariffs of the type CappedTariff"))
    }

    @Test func `the tariff says what it is`() async throws {
        let tariff = try await Customer().tariff()
        #expect(tariff.displayName == "Flexible Octopus")
        #expect(tariff.integrationInstance == "OCTOPUS_ENERGY_UK")
        #expect(tariff.timezone == "Europe/London")
        #expect(tariff.direction == .import)
    }

    @Test func `one rate expires at the next local midnight`() async throws {
        #expect(try await Customer().tariff().expiryDate == KrakenSample.instant("2026-07-01T23:00:00Z"))
    }

    @Test func `an agreement that ends today expires with its end`() async throws {
        let end = "2026-07-01T18:00:00+01:00"
        let tariff = try await Customer(.init(KrakenSample.agreement(to: end))).tariff()
        #expect(tariff.expiryDate == KrakenSample.instant(end))
    }

    @Test func `the end of the agreement is the contract's`() async throws {
        let tariff = try await Customer(.init(KrakenSample.agreement(to: "2026-12-01T00:00:00+00:00"))).tariff()
        #expect(tariff.contractEndDate == KrakenSample.instant("2026-12-01T00:00:00Z"))
    }

    @Test func `a tariff without a name has the company's`() async throws {
        let tariff = try await Customer(
            tariff: #"{"__typename":"StandardTariff","displayName":null,"isExport":false,"unitRate":20}"#
        ).tariff()
        #expect(tariff.displayName == "Octopus Energy")
    }

    @Test func `to convert twice gives the same`() async throws {
        let customer = Customer(tariff: KrakenSample.dayNight)
        let captured = try await customer.capture()
        #expect(try customer.provider.convert(captured.tariff) == customer.provider.convert(captured.tariff))
    }
}
