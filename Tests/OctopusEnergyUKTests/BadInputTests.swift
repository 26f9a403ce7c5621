import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// Answers that are JSON, and wrong all the same.
@Suite struct BadInputTests {
    @Test(arguments: ["null", "\"24.39\"", "NaN", "\"NaN\"", "true", "[]", "1e999"])
    func `a price that is none is refused`(price: String) async throws {
        let error = try await Customer(tariff: KrakenSample.standard(price)).error()
        #expect(error?.code == "provider_unavailable")
    }

    @Test func `a missing price is named`() async throws {
        let error = try await Customer(tariff: KrakenSample.tariff("DayNightTariff", #""dayRate":20"#)).error()
        #expect(error == .unexpectedAnswer("'nightRate' of a DayNightTariff is missing"))
    }

    @Test func `unit rates that are missing are named`() async throws {
        let error = try await Customer(tariff: KrakenSample.tariff("HalfHourlyTariff", #""unitRates":null"#)).error()
        #expect(error == .unexpectedAnswer("'unitRates' of a HalfHourlyTariff are missing"))
    }

    @Test func `no unit rates are an incomplete day`() async throws {
        #expect(try await Customer(tariff: KrakenSample.halfHourly([])).error()?.code == "rates_incomplete")
    }

    @Test(arguments: [
        #"{"value":1,"validFrom":null,"validTo":null}"#, #"{"value":1,"validFrom":"yesterday","validTo":null}"#,
        #"{"value":1,"validFrom":"2026-07-01T00:00:00","validTo":null}"#,
        #"{"value":1,"validFrom":"2026-01-01T00:00:00Z","validTo":"soon"}"#,
        #"{"value":1,"validFrom":"2026-01-02T00:00:00Z","validTo":"2026-01-01T00:00:00Z"}"#,
        #"{"value":null,"validFrom":"2026-01-01T00:00:00Z","validTo":null}"#,
    ]) func `a unit rate without sense is refused`(rate: String) async throws {
        #expect(try await Customer(tariff: KrakenSample.halfHourly(rate)).error()?.code == "provider_unavailable")
    }

    @Test func `two prices for the same half hour are refused`() async throws {
        let customer = Customer(
            tariff: KrakenSample.halfHourly(
                KrakenSample.rate("1", "2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z"),
                KrakenSample.rate("2", "2026-07-01T11:00:00Z", "2026-07-01T12:00:00Z")))
        #expect(try await customer.error() == .unexpectedAnswer("two prices hold at 2026-07-01T11:00:00Z"))
    }

    @Test(arguments: ["1970", "never", ""]) func `an agreement whose dates are none is refused`(date: String)
        async throws
    {
        let customer = Customer(.init(KrakenSample.agreement(from: date)))
        #expect(try await customer.error() == .unexpectedAnswer("the 'validFrom' of an agreement is no time"))
    }

    @Test func `an agreement without a tariff is refused`() async throws {
        let customer = Customer(.init(KrakenSample.agreement("null")))
        #expect(try await customer.error() == .unexpectedAnswer("the live agreement has no tariff"))
    }

    @Test(arguments: [
        "00:30", "00:30-", "0:30-7:30", "00:30-24:00", "25:00-07:30", "00:30-00:30", "00:30–07:30", "night",
        "00:30:00-07:30:00",
    ]) func `hours that are none are a fault with a fix`(hours: String) throws {
        var customer = Customer()
        customer.environment = ["OCTOPUS_ENERGY_UK_EV_HOURS": hours]
        let fault = #expect(throws: ConfigurationFault.self) { try customer.provider }
        #expect(fault?.variable == "OCTOPUS_ENERGY_UK_EV_HOURS")
    }

    @Test func `an address of the API that is none is a fault`() throws {
        var customer = Customer()
        customer.environment = ["OCTOPUS_ENERGY_UK_API_URL": "octopus"]
        let fault = #expect(throws: ConfigurationFault.self) { try customer.provider }
        #expect(fault?.variable == "OCTOPUS_ENERGY_UK_API_URL")
    }
}
