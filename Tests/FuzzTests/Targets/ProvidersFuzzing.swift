import FoundationEssentials
import HTTPTypes

@testable import LunarEnergy
@testable import OctopusEnergyUK
@testable import ProviderKit
@testable import Tibber

extension FuzzTarget {
    /// A provider's answer, which provider's in the first byte: a tariff made of it can be sent.
    static let providers = FuzzTarget(name: "providers") { bytes in
        let answer = HTTPAnswer(status: .ok, body: Array(bytes.dropFirst()))
        // A refusal is an answer, too.
        let tariff =
            switch (bytes.first ?? 0) % 3 {
            case 0: try? lunar(answer)
            case 1: try? octopus(answer)
            default: try? tibber(answer)
            }
        if let tariff { try checkTariff(tariff) }
    }

    private struct Lunar: Decodable {
        let contract: LunarContract
        let prices: LunarPrices
    }

    private struct Home: Decodable {
        let home: TibberHome
        let prices: [TibberPrice]
    }

    private static func lunar(_ answer: HTTPAnswer) throws -> Tariff {
        let both: Lunar = try answer.decoded()
        return try LunarTariff(contract: both.contract, prices: both.prices)
            .flatPeakTariff(integrationInstance: "LUNAR_ENERGY")
    }

    private static func octopus(_ answer: HTTPAnswer) throws -> Tariff {
        let agreement: Agreement = try answer.decoded()
        _ = try Contract.live(
            in: "A-1", [MeterPoint(mpan: "1", address: agreement.tariff?.displayName, agreements: [agreement])],
            direction: .import, now: now
        ).map(\.choice)
        let window = RegisterHours.Span(start: 3 * 3600, end: 7 * 3600)
        let day = try ZoneDatabase.system.zone("Europe/London").localDay(containing: now)
        return try OctopusTariff(agreement, on: day).flatPeakTariff(
            OctopusEnergyUK.profile, hours: RegisterHours(offPeak: window, ev: window))
    }

    private static func tibber(_ answer: HTTPAnswer) throws -> Tariff {
        let both: Home = try answer.decoded()
        _ = (both.home.choice, both.home.address?.postalAddress)
        let tariff = TibberTariff(home: both.home, prices: both.prices, day: try both.home.day(containing: now))
        return try tariff.flatPeakTariff(Tibber.profile)
    }
}
