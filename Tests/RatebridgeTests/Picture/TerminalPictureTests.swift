import Foundation
import ProviderKit
import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct TerminalPictureTests {
    private func lines(_ tariff: Tariff, width: Int = 80, _ colour: Terminal.Colour = .none) -> [String] {
        let terminal = Terminal(isInteractive: false, width: width, colour: colour)
        return TariffPicture(tariff).text(for: terminal).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
    }

    @Test func aDayIsARowOfHalfHours() throws {
        let monday = try #require(lines(try Samples.dayNight()).first { $0.hasPrefix("Mon") })
        #expect(monday == "Mon  █" + String(repeating: "▁", count: 14) + String(repeating: "█", count: 33))
    }

    @Test func hoursStandAboveTheirHalfHours() throws {
        let axis = try #require(lines(try Samples.dayNight()).first { $0.contains("00    03") })
        #expect(axis.distance(from: axis.startIndex, to: try #require(axis.range(of: "06")).lowerBound) == 5 + 12)
    }

    @Test func aWideTerminalHasTwoColumnsForAHalfHour() throws {
        let monday = try #require(lines(try Samples.dayNight(), width: 110).first { $0.hasPrefix("Mon") })
        #expect(monday.count == 5 + 96)
    }

    @Test(arguments: [20, 30, 40, 53, 54, 80, 101, 102, 200])
    func noLineOfTheWeekIsWiderThanTheTerminal(width: Int) throws {
        let days = lines(try Samples.halfHourly(), width: width).filter { $0.hasPrefix("Mon") }
        #expect(days.allSatisfy { $0.count <= max(width, 17) })
    }

    @Test func aNarrowTerminalShowsTheDayInParts() throws {
        #expect(lines(try Samples.dayNight(), width: 40).count { $0.hasPrefix("Sun") } == 2)
    }

    @Test func withoutColourThereIsNoEscape() throws {
        #expect(!lines(try Samples.seasons()).joined().contains("\u{1B}"))
    }

    @Test(arguments: [Terminal.Colour.palette, .direct])
    func everyColourIsTakenBack(colour: Terminal.Colour) throws {
        let coloured = lines(try Samples.dayNight(), colour).filter { $0.contains("\u{1B}[48") }
        #expect(coloured.count >= 7 && coloured.allSatisfy { $0.contains("\u{1B}[0m") })
    }

    @Test func aGapIsAQuestionMark() throws {
        let monday = try #require(lines(try Samples.gap()).first { $0.hasPrefix("Mon") })
        #expect(monday.contains("▁??█"))
    }

    @Test func aPriceOfAQuarterHourCountsByItsLength() throws {
        let tariff = Tariff.daily(
            "Quarters", instance: "X",
            hours: [try .from("00:00", to: "00:15", .pence("10")), try .from("00:15", to: "00:00", .pence("30"))])
        let monday = TariffPicture(tariff).panels[0].tiers[0].days[0]
        #expect(TerminalGrid.price(of: monday, from: 0, to: 1800) == (try .pence("20")))
    }

    @Test func tiersAreBarsAsLongAsTheirPrices() throws {
        let bars = lines(try Samples.steps()).filter { $0.contains("kWh  █") }
        #expect(bars.map { $0.count { $0 == "█" } } == [29, 40] && bars[1].hasSuffix("  0.15"))
    }

    @Test func eachTierOfAWeekHasItsRows() throws {
        let lines = lines(try Samples.seasons())
        #expect(lines.contains("  Up to 100 kWh") && lines.contains("  Above 100 kWh"))
        #expect(lines.count { $0.hasPrefix("Mon") } == 3)
    }

    @Test func aNameCannotSteerTheTerminal() throws {
        var tariff = try Samples.dayNight()
        tariff.displayName = "Moon\u{1B}]0;owned\u{7}"
        #expect(lines(tariff)[0] == "Moon]0;owned")
    }
}
