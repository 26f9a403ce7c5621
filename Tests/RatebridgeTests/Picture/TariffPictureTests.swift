import Foundation
import ProviderKit
import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct TariffPictureTests {
    @Test func everyDayIsCoveredToItsEnd() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(picture.panels[0].days.allSatisfy { $0.spans.first?.start == 0 && $0.spans.last?.end == 86_400 })
    }

    @Test func aGapIsASpanWithoutPrice() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(picture.panels[0].days[0].spans[1] == .init(start: 25_200, end: 28_800, rates: []))
    }

    @Test func aDayInNoScheduleHasNoPrice() throws {
        var tariff = try Samples.dayNight()
        tariff.seasons[0].schedules[0].days = [.weekdays]
        let saturday = TariffPicture(tariff).panels[0].days[5]
        #expect(saturday.spans == [.init(start: 0, end: 86_400, rates: [])])
    }

    @Test func ofAnOverlapTheFirstIsDrawn() throws {
        let tariff = Tariff.daily(
            "Overlap", instance: "X",
            hours: [try .from("00:00", to: "12:00", .pence("10")), try .from("06:00", to: "00:00", .pence("20"))])
        #expect(TariffPicture(tariff).panels[0].days[0].spans.map(\.end) == [43_200, 86_400])
    }

    @Test func aPeriodPastMidnightIsDrawnAtBothEnds() throws {
        var tariff = try Samples.dayNight()
        tariff.seasons[0].schedules[0].hours = [
            try .from("22:00", to: "07:00", .pence("8")), try .from("07:00", to: "22:00", .pence("18")),
        ]
        #expect(TariffPicture(tariff).panels[0].days[0].spans.map(\.end) == [25_200, 79_200, 86_400])
    }

    @Test func monthsAreNamedInRanges() throws {
        #expect(TariffPicture(try Samples.seasons()).panels.map(\.title) == ["Jan–Mar, Oct–Dec", "Apr–Sep"])
    }

    @Test func aPriceHasItsTimes() throws {
        let picture = TariffPicture(try Samples.dayNight())
        #expect(
            picture.entries(of: picture.panels[0]).map(\.times) == [
                "every day 00:30–07:30", "every day 00:00–00:30, 07:30–24:00",
            ])
    }

    @Test func onePriceHoldsAtAllTimes() throws {
        let picture = TariffPicture(try Samples.seasons())
        #expect(picture.entries(of: picture.panels[1]).map(\.times) == ["at all times"])
    }

    @Test func daysThatAreAlikeStandTogether() throws {
        let picture = TariffPicture(try Samples.seasons())
        #expect(picture.entries(of: picture.panels[0]).map(\.times) == ["Sat, Sun all day", "Mon–Fri all day"])
    }

    @Test func tiersAreListed() throws {
        let picture = TariffPicture(try Samples.seasons())
        #expect(picture.entries(of: picture.panels[0])[0].number == "0.11 up to 100 kWh, then 0.15")
    }

    @Test func whatHasNoPriceIsInTheLegend() throws {
        let picture = TariffPicture(try Samples.gap())
        #expect(
            picture.entries(of: picture.panels[0]).last
                == .init(price: nil, number: "no price", times: "every day 07:00–08:00"))
    }

    @Test func manyPricesAreAScale() throws {
        let picture = TariffPicture(try Samples.halfHourly())
        #expect(picture.extremes(of: picture.panels[0]) == "lowest 0.01 from 00:00, highest 0.48 from 23:30")
    }

    @Test func theExpiryIsShownByTheClockThere() throws {
        var tariff = try Samples.dayNight()
        tariff.expiryDate = RFC3339.date(from: "2026-07-01T23:00:00Z")
        #expect(TariffPicture(tariff).facts.last?.value == "2026-07-02 00:00 (2026-07-01T23:00:00Z)")
    }

    @Test func aPriceBelowZeroIsSaid() throws {
        let tariff = Tariff.flat("Windy", instance: "X", price: try .pence("-2"))
        #expect(TariffPicture(tariff).notes.contains { $0.contains("below zero") })
    }
}
