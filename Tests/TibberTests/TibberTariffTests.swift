import Foundation
import ProviderKit
import Testing

@testable import Tibber

@Suite struct `Tibber's prices` {
    private static let home = TibberHome(
        id: "home", appNickname: nil, timeZone: "Europe/Oslo", address: nil,
        currentSubscription: .init(priceInfo: .init(current: .init(currency: "NOK"))))

    /// Prices by the slot from an instant to another, each slot with its number in thousandths.
    private func prices(_ from: String, _ to: String, every seconds: Double) throws -> [TibberPrice] {
        let start = try #require(RFC3339.date(from: from)), end = try #require(RFC3339.date(from: to))
        return stride(from: start, to: end, by: seconds).enumerated().map { number, instant in
            TibberPrice(total: Decimal(number) / 1000, startsAt: RFC3339.string(from: instant) ?? "")
        }
    }

    private func tariff(_ prices: [TibberPrice], now: String) throws -> Tariff {
        let now = try #require(RFC3339.date(from: now))
        let day = try Self.home.day(containing: now)
        let tariff = try TibberTariff(home: Self.home, prices: prices, day: day).flatPeakTariff(Tibber.profile)
        try tariff.validate(now: now)
        return tariff
    }

    private func hours(_ tariff: Tariff) -> [Tariff.Period] { tariff.seasons[0].schedules[0].hours }

    private func price(_ tariff: Tariff, _ period: Int) -> Decimal { hours(tariff)[period].rates[0].value.value }

    @Test func `by the quarter of an hour fill the day`() throws {
        let tariff = try tariff(
            prices("2026-11-21T23:00:00Z", "2026-11-24T23:00:00Z", every: 900), now: "2026-11-23T12:00:00Z")
        #expect(hours(tariff).count == 96 && tariff.timezone == "Europe/Oslo")
        #expect(price(tariff, 0) == Decimal(string: "0.096"))
        #expect(tariff.expiryDate == RFC3339.date(from: "2026-11-23T23:00:00Z"))
    }

    @Test func `by the hour fill the day`() throws {
        let tariff = try tariff(
            prices("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z", every: 3600), now: "2026-11-23T12:00:00Z")
        #expect(hours(tariff).count == 24)
        #expect(hours(tariff)[1].validFrom == (try ClockTime("01:00")))
    }

    @Test func `on the short day leave no gap`() throws {
        let tariff = try tariff(
            prices("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", every: 900), now: "2026-03-29T12:00:00Z")
        #expect(hours(tariff).count == 92)
        // 01:45 lasts to 03:00: the hour from two to three is not.
        #expect(hours(tariff)[7].validTo == (try ClockTime("03:00")))
    }

    @Test func `on the long day keep the first of the repeated hour`() throws {
        let tariff = try tariff(
            prices("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", every: 900), now: "2026-10-25T12:00:00Z")
        #expect(hours(tariff).count == 96)
        #expect(price(tariff, 8) == Decimal(string: "0.008"))
        #expect(price(tariff, 12) == Decimal(string: "0.016"))
    }

    @Test(arguments: [0, 40, 95])
    func `with a slot missing are refused, not guessed`(slot: Int) throws {
        var list = try prices("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z", every: 900)
        list.remove(at: slot)
        let error = #expect(throws: ProviderError.self) { try tariff(list, now: "2026-11-23T12:00:00Z") }
        #expect(error?.code == "rates_incomplete")
    }

    @Test func `with a slot that has no price yet are refused`() throws {
        var list = try prices("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z", every: 900)
        list[50] = TibberPrice(total: nil, startsAt: list[50].startsAt)
        let error = #expect(throws: ProviderError.self) { try tariff(list, now: "2026-11-23T12:00:00Z") }
        #expect(error?.code == "rates_incomplete")
    }

    @Test func `of hours and quarters mixed are refused`() throws {
        let list =
            try prices("2026-11-22T23:00:00Z", "2026-11-23T11:00:00Z", every: 3600)
            + prices("2026-11-23T11:00:00Z", "2026-11-23T23:00:00Z", every: 900)
        #expect(throws: ProviderError.self) { try tariff(list, now: "2026-11-23T12:00:00Z") }
    }

    @Test func `of nothing at all are refused`() throws {
        let error = #expect(throws: ProviderError.self) { try tariff([], now: "2026-11-23T12:00:00Z") }
        #expect(error?.code == "rates_incomplete")
    }

    @Test func `that start at no time are no answer`() throws {
        let error = #expect(throws: ProviderError.self) {
            try tariff([TibberPrice(total: 1, startsAt: "yesterday")], now: "2026-11-23T12:00:00Z")
        }
        #expect(error?.code == "provider_unavailable")
    }

    @Test func `below zero stay so, to the last digit`() throws {
        var list = try prices("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z", every: 3600)
        list[3] = TibberPrice(total: Decimal(string: "-0.0123456"), startsAt: list[3].startsAt)
        let tariff = try tariff(list, now: "2026-11-23T12:00:00Z")
        #expect(price(tariff, 3) == Decimal(string: "-0.0123456"))
    }
}

@Suite struct `Tibber's settings` {
    private func make(_ values: [String: String]) throws -> Tibber {
        try Tibber(settings: ProviderSettings(Tibber.profile, values: values))
    }

    @Test func `need a client id`() {
        #expect(throws: ConfigurationFault.self) { try make([:]) }
    }

    @Test func `are Tibber's own where nothing else is set`() throws {
        let server = try make(["TIBBER_CLIENT_ID": "us"]).oauth2.server
        #expect(server.authorizeURL.absoluteString == "https://thewall.tibber.com/connect/authorize")
        #expect(server.tokenURL.absoluteString == "https://thewall.tibber.com/connect/token")
        #expect(server.clientSecret == nil && server.scopes == ["tibber_graph", "price", "consumption"])
    }
}
