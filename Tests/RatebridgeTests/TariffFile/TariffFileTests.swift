import Foundation
import ProviderKit
import Testing

@testable import ratebridge

@Suite struct TariffFileTests {
    private func element(_ tariff: Tariff) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(TariffElement(tariff)), as: UTF8.self)
    }

    @Test func aSoundTariffHasNoFault() throws {
        #expect(Samples.faults(try Samples.json(try Samples.dayNight())) == [])
    }

    @Test func aSoundElementHasNoFault() throws {
        #expect(Samples.faults(try element(try Samples.dayNight())) == [])
    }

    @Test func aBrokenRuleHasItsLineAndColumn() throws {
        let text = try Samples.json(try Samples.gap())
        let line =
            try #require(text.split(separator: "\n").firstIndex { $0.contains("\"valid_from\" : \"08:00:00\"") }) + 1
        #expect(Samples.faults(text).first?.hasPrefix("t.json:\(line):30: gap_in_time_period: ") == true)
    }

    @Test func inAnElementTheScheduleIsThePlace() throws {
        let text = try element(try Samples.gap())
        let line =
            try #require(text.split(separator: "\n").firstIndex { $0.contains("\"valid_from\" : \"08:00:00\"") }) + 1
        #expect(Samples.faults(text).first?.hasPrefix("t.json:\(line):") == true)
    }

    @Test func theAnswerOfTariffPlanIsRead() throws {
        #expect(Samples.faults("{\"tariff\": \(try Samples.json(try Samples.dayNight()))}") == [])
    }

    @Test func aMisspeltMonthIsNamedWithTheRightOne() throws {
        let text = try Samples.json(try Samples.seasons()).replacing("\"Aug\"", with: "\"Agu\"")
        #expect(Samples.faults(text).first?.contains("unreadable_field: 'Agu' is not a month (fix: write Aug)") == true)
    }

    @Test func aFieldThatIsMissingIsNamed() throws {
        let text = try Samples.json(try Samples.dayNight()).replacing("\"direction\"", with: "\"elsewhere\"")
        #expect(Samples.faults(text) == ["t.json:1:1: unreadable_field: 'direction' is missing (fix: add it)"])
    }

    @Test func nullIsRefused() throws {
        let text = try Samples.json(try Samples.dayNight()).replacing("\"Europe\\/London\"", with: "null")
        #expect(Samples.faults(text).first?.contains("unreadable_field: null is refused by FlatPeak") == true)
    }

    @Test func the24thHourIsRefused() throws {
        let text = try Samples.json(try Samples.gap()).replacing("\"00:00:00\",\n", with: "\"24:00:00\",\n")
        #expect(Samples.faults(text).first?.contains("'24:00:00' is refused by FlatPeak") == true)
    }

    @Test(arguments: ["[]", "7", "{}", "{\"tariff\": 1}", "{\"schedule\": {}}"])
    func otherJSONIsNoTariff(text: String) {
        #expect(Samples.faults(text).first?.hasPrefix("t.json:1:") == true)
    }

    @Test func faultsComeInTheOrderOfTheText() throws {
        var tariff = try Samples.gap()
        tariff.displayName = ""
        tariff.timezone = "Europe/Lundon"
        let lines = Samples.faults(try Samples.json(tariff)).compactMap { Int($0.split(separator: ":")[1]) }
        #expect(lines.count == 3 && lines == lines.sorted())
    }
}
