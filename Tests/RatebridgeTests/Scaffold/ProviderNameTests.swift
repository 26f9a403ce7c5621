import Testing

@testable import ratebridge

@Suite struct ProviderNameTests {
    @Test(arguments: [
        ("MoonPower", "moon-power", "Moon Power", "MOON_POWER"),
        ("OctopusEnergyUK", "octopus-energy-uk", "Octopus Energy UK", "OCTOPUS_ENERGY_UK"),
        ("EDF", "edf", "EDF", "EDF"), ("EDFBlue2", "edf-blue2", "EDF Blue2", "EDF_BLUE2"),
        ("E3Grid", "e3-grid", "E3 Grid", "E3_GRID"),
        ("Tibber", "tibber", "Tibber", "TIBBER"),
    ])
    func aNameHasItsSpellings(type: String, slug: String, display: String, instance: String) throws {
        let name = try ProviderName(type)
        #expect([name.slug, name.display, name.instance] == [slug, display, instance])
    }

    @Test(arguments: [
        "moonPower", "Moon-Power", "Moon Power", "M", "", "Möon", "../Evil", "Provider", "Tariff", "MoonTests",
    ])
    func whatCannotBeAModuleIsRefused(type: String) {
        #expect(throws: WrongCall.self) { _ = try ProviderName(type) }
    }

    @Test func theDisplayNameCanDiffer() throws {
        #expect(try ProviderName("EDF", display: "EDF Énergie").display == "EDF Énergie")
    }

    @Test(arguments: ["a\"b", "a\\b", "a\nb", ""]) func aDisplayNameIsALineOfSource(display: String) {
        #expect(throws: WrongCall.self) { _ = try ProviderName("Moon", display: display) }
    }
}
