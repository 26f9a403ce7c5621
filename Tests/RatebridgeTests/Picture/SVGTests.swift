import Foundation
import FoundationXML
import ProviderKit
import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct SVGTests {
    @Test func itIsWellFormed() throws {
        var tariff = try Samples.seasons()
        tariff.displayName = "Seasons & <Tiers> \"one\"\u{1}"
        _ = try XMLDocument(xmlString: TariffPicture(tariff).svg)
    }

    @Test func itSaysInWordsWhatItShows() throws {
        let svg = TariffPicture(try Samples.dayNight()).svg
        #expect(svg.contains("<title id=\"title\">Lunar Night Owl</title>"))
        #expect(svg.contains("All year: £0.0700035: every day 00:30–07:30. £0.2439255: "))
    }

    @Test func aBoxIsAsWideAsItsPeriod() throws {
        // 00:30–07:30 is 7/24 of 864.
        #expect(TariffPicture(try Samples.dayNight()).svg.contains(/<rect class="box" x="90" y="[0-9]+" width="250"/))
    }

    @Test func aPriceStandsOnceInDaysThatAreAlike() throws {
        let svg = TariffPicture(try Samples.dayNight()).svg
        #expect(svg.components(separatedBy: "\">£0.0700035</text>").count == 1 + 2)
    }

    @Test func daysThatAreAlikeAreOneBlock() throws {
        #expect(TariffPicture(try Samples.seasons()).panels[0].tiers[0].blocks.map(\.rows) == [0..<5, 5..<7])
    }

    @Test func halfAnHourHasItsPriceUpright() throws {
        let svg = TariffPicture(try Samples.halfHourly()).svg
        #expect(svg.contains(/transform="rotate\(-90 [0-9. ]+\)">0.48</))
    }

    @Test func tiersAtAllTimesAreStepsWithoutHoursAndDays() throws {
        let svg = TariffPicture(try Samples.steps()).svg
        #expect(svg.contains(">Up to 100 kWh</text>") && svg.contains(">Above 100 kWh</text>"))
        #expect(!svg.contains(">Mon</text>") && !svg.contains(">03:00</text>"))
    }

    @Test func aStepIsAsHighAsItsPrice() throws {
        let scale = TariffPicture(try Samples.steps()).scale
        let heights = [scale.height(try .pence("11")), scale.height(try .pence("15"))]
        #expect(abs(heights[0] - 11.0 / 15) < 1e-9 && heights[1] == 1)
    }

    @Test func tiersOfSomeTimesHaveAWeekEach() throws {
        let winter = TariffPicture(try Samples.seasons()).svg.components(separatedBy: ">Prices in ")[1]
        #expect(winter.components(separatedBy: ">Mon</text>").count == 1 + 2)
    }

    @Test func aPhoneHasANarrowDrawing() throws {
        let svg = TariffPicture(try Samples.seasons()).svg(for: .narrow)
        #expect(svg.contains("viewBox=\"0 0 360 ") && !svg.contains(">03:00</text>"))
        let edges = svg.matches(of: /x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"/).compactMap { match in
            Double(match.1).flatMap { x in Double(match.2).map { x + $0 } }
        }
        #expect(edges.count > 20 && edges.allSatisfy { $0 <= 360 })
    }

    @Test func theMonthsOfASeasonAreFilledIn() throws {
        let svg = TariffPicture(try Samples.seasons()).svg
        #expect(svg.components(separatedBy: "class=\"on\"").count == 1 + 12)
    }

    @Test func aYearOfOneSeasonHasNoMonths() throws {
        #expect(!TariffPicture(try Samples.dayNight()).svg.contains(">Jan<"))
    }

    @Test func itFollowsTheReadersChoiceOfDark() throws {
        #expect(TariffPicture(try Samples.dayNight()).svg.contains("@media (prefers-color-scheme:dark)"))
    }

    @Test func aGapIsHatched() throws {
        #expect(TariffPicture(try Samples.gap()).svg.contains("fill=\"url(#none)\""))
    }

    @Test func nothingIsLoaded() throws {
        let svg = TariffPicture(try Samples.halfHourly()).svg.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!svg.contains("http") && !svg.contains("href") && !svg.contains("<script"))
    }
}
