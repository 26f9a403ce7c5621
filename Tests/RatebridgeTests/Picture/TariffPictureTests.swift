import Foundation
import ProviderKit
import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct TariffPictureTests {
    @Test func everyDayIsCoveredToItsEnd() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(
            picture.panels[0].tiers[0].days.allSatisfy { $0.spans.first?.start == 0 && $0.spans.last?.end == 86_400 })
    }

    @Test func aGapIsASpanWithoutPrice() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(picture.panels[0].tiers[0].days[0].spans[1] == .init(start: 25_200, end: 28_800, price: nil))
    }

    @Test func aDayInNoScheduleHasNoPrice() throws {
        var tariff = try Samples.dayNight()
        tariff.seasons[0].schedules[0].days = [.weekdays]
        let saturday = TariffPicture(tariff).panels[0].tiers[0].days[5]
        #expect(saturday.spans == [.init(start: 0, end: 86_400, price: nil)])
    }

    @Test func ofAnOverlapTheFirstIsDrawn() throws {
        let tariff = Tariff.daily(
            "Overlap", instance: "X",
            hours: [try .from("00:00", to: "12:00", .pence("10")), try .from("06:00", to: "00:00", .pence("20"))])
        #expect(TariffPicture(tariff).panels[0].tiers[0].days[0].spans.map(\.end) == [43_200, 86_400])
    }

    @Test func aPeriodPastMidnightIsDrawnAtBothEnds() throws {
        var tariff = try Samples.dayNight()
        tariff.seasons[0].schedules[0].hours = [
            try .from("22:00", to: "07:00", .pence("8")), try .from("07:00", to: "22:00", .pence("18")),
        ]
        #expect(TariffPicture(tariff).panels[0].tiers[0].days[0].spans.map(\.end) == [25_200, 79_200, 86_400])
    }

    @Test func monthsAreNamedInRanges() throws {
        #expect(TariffPicture(try Samples.seasons()).panels.map(\.title) == ["Jan–Mar, Oct–Dec", "Apr–Sep"])
    }

    @Test func aPriceHasItsTimes() throws {
        let picture = TariffPicture(try Samples.dayNight())
        #expect(
            picture.entries(of: picture.panels[0].tiers[0]).map(\.times) == [
                "every day 00:30–07:30", "every day 00:00–00:30, 07:30–24:00",
            ])
    }

    @Test func onePriceHoldsAtAllTimes() throws {
        let picture = TariffPicture(try Samples.seasons())
        #expect(picture.entries(of: picture.panels[1].tiers[0]).map(\.times) == ["at all times"])
    }

    @Test func daysThatAreAlikeStandTogether() throws {
        let picture = TariffPicture(try Samples.seasons())
        #expect(
            picture.entries(of: picture.panels[0].tiers[0]).map(\.times) == ["Sat, Sun all day", "Mon–Fri all day"])
    }

    @Test func eachTierHasPricesOfItsOwn() throws {
        let picture = TariffPicture(try Samples.seasons())
        let tiers = picture.panels[0].tiers
        #expect(tiers.map(\.title) == ["Up to 100 kWh", "Above 100 kWh"])
        #expect(tiers.map { picture.entries(of: $0).map(\.number) } == [["0.11", "0.21"], ["0.15", "0.21"]])
    }

    @Test func aPriceWithoutTiersIsInAllOfThem() throws {
        let winter = TariffPicture(try Samples.seasons()).panels[0]
        #expect(winter.tiers.map(\.days[0].spans[0].price) == [try .pence("21"), try .pence("21")])
    }

    @Test func tiersAtAllTimesNeedNoWeek() throws {
        #expect(TariffPicture(try Samples.steps()).panels[0].isOfTiersAlone)
        #expect(!TariffPicture(try Samples.seasons()).panels[0].isOfTiersAlone)
    }

    @Test(arguments: [
        ("Europe/London", "£0.0700035"), ("Europe/Berlin", "€0.0700035"), ("Europe/Oslo", "0.0700035 NOK"),
        ("Mars/Olympus", "0.0700035"),
    ])
    func theCurrencyIsThatOfTheZone(zone: String, text: String) throws {
        var tariff = try Samples.dayNight()
        tariff.timezone = zone
        #expect(TariffPicture(tariff).text(try .pence("7.00035")) == text)
    }

    @Test func aPriceBelowZeroHasItsSignFirst() throws {
        #expect(TariffPicture(try Samples.dayNight()).text(try .pence("-2")) == "-£0.02")
    }

    @Test func whatHasNoPriceIsInTheLegend() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(
            picture.entries(of: picture.panels[0].tiers[0]).last
                == .init(price: nil, number: "no price", times: "every day 07:00–08:00"))
    }

    @Test func manyPricesAreAScale() throws {
        let picture = TariffPicture(try Samples.halfHourly())
        #expect(picture.extremes(of: picture.panels[0].tiers[0]) == "lowest 0.01 from 00:00, highest 0.48 from 23:30")
    }

    @Test func theExpiryIsShownByTheClockThere() throws {
        var tariff = try Samples.dayNight()
        tariff.expiryDate = RFC3339.date(from: "2026-07-01T23:00:00Z")
        #expect(TariffPicture(tariff).facts.last?.value == "2026-07-02 00:00")
    }

    @Test func withoutAZoneTheExpiryIsAnInstant() throws {
        var tariff = try Samples.halfHourly()
        tariff.expiryDate = RFC3339.date(from: "2026-07-01T23:00:00Z")
        #expect(TariffPicture(tariff).facts.last?.value == "2026-07-01T23:00:00Z")
    }

    @Test func aPriceBelowZeroIsSaid() throws {
        let tariff = Tariff.flat("Windy", instance: "X", price: try .pence("-2"))
        #expect(TariffPicture(tariff).notes.contains { $0.contains("below zero") })
    }
}
