import Foundation
import FoundationXML
import ProviderKit
import Testing

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
        #expect(svg.contains("All year: 0.0700035: every day 00:30–07:30. 0.2439255: "))
    }

    @Test func aBoxIsAsWideAsItsPeriod() throws {
        // 00:30–07:30 is 7/24 of 864.
        #expect(TariffPicture(try Samples.dayNight()).svg.contains(/<rect x="90" y="[0-9]+" width="252"/))
    }

    @Test func pricesStandInTheirBoxes() throws {
        let svg = TariffPicture(try Samples.dayNight()).svg
        #expect(svg.components(separatedBy: ">0.0700035</text>").count == 8)
    }

    @Test func aGapIsHatched() throws {
        #expect(TariffPicture(try Samples.gap()).svg.contains("fill=\"url(#none)\""))
    }

    @Test func nothingIsLoaded() throws {
        let svg = TariffPicture(try Samples.halfHourly()).svg.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!svg.contains("http") && !svg.contains("href") && !svg.contains("<script"))
    }
}
