import Testing

@testable import ratebridge

@Suite struct ScaffoldTextTests {
    private func adapted(_ text: String) throws -> String {
        try ScaffoldText(ProviderName("MoonPower"), flatPeakID: "prv_000000000000000000000000").adapted(text)
    }

    @Test func everySpellingIsReplaced() throws {
        #expect(
            try adapted("LunarEnergy LunarAPI lunar-energy LUNAR_ENERGY \"Lunar Energy\" prv_63a6087272941ef077a8fd3e")
                == "MoonPower MoonPowerAPI moon-power MOON_POWER \"Moon Power\" prv_000000000000000000000000")
    }

    @Test func theDemoCustomersStay() throws {
        #expect(
            try adapted("ada@lunar.example at /lunar: Lunar Night Owl")
                == "ada@lunar.example at /lunar: Lunar Night Owl")
    }

    @Test func theStartersOwnIntroductionIsReplaced() throws {
        let text = "/// Lunar Energy, the provider of FlatPeak's guide: read it first, and copy it.\nstruct"
        #expect(try !adapted(text).contains("guide"))
    }
}
