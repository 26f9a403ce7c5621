import ProviderKit
import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct PriceScaleTests {
    private func lightness(_ colour: RGB) -> Int { colour.red * 299 + colour.green * 587 + colour.blue * 114 }

    @Test func theOrderIsSeenWithoutTellingColoursApart() {
        let steps = (0...20).map { lightness(PriceScale.colour(at: Double($0) / 20)) }
        #expect(zip(steps, steps.dropFirst()).allSatisfy(>))
    }

    @Test func barsGrowWithThePrice() {
        #expect(String((0..<8).map { PriceScale.bar(at: Double($0) / 7) }) == "▁▂▃▄▅▆▇█")
    }

    @Test func theOnlyPriceIsInTheMiddle() throws {
        #expect(PriceScale([try .pence("20")]).position(try .pence("20")) == 0.5)
    }

    @Test func pricesBelowZeroHaveTheirPlace() throws {
        let scale = PriceScale([try .pence("-10"), try .pence("30")])
        #expect(scale.position(.zero) == 0.25)
    }

    @Test func writingOnAColourCanBeRead() {
        #expect(PriceScale.colour(at: 0).isLight)
        #expect(!PriceScale.colour(at: 1).isLight)
    }
}
