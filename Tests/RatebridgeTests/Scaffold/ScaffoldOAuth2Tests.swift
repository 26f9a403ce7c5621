import Testing

@testable import ratebridge

/// A provider that begins as a copy of Tibber, whose module and company have the same name.
@Suite struct ScaffoldOAuth2Tests {
    private func text() throws -> ScaffoldText {
        try ScaffoldText(ProviderName("MoonPower"), flatPeakID: "prv_000000000000000000000000", starter: .oauth2)
    }

    @Test(arguments: [
        ("import Tibber", "import MoonPower"),
        ("public struct Tibber: OAuth2Provider {", "public struct MoonPower: OAuth2Provider {"),
        ("let api: TibberAPI", "let api: MoonPowerAPI"), ("/// Tibber's prices", "/// Moon Power's prices"),
        ("displayName: \"Tibber\",", "displayName: \"Moon Power\","), ("slug: \"tibber\",", "slug: \"moon-power\","),
        ("@Suite struct `Tibber's API` {", "@Suite struct `Moon Power's API` {"),
        ("try Tibber(settings: x) // Tibber", "try MoonPower(settings: x) // Moon Power"),
        ("[\"TIBBER_CLIENT_ID\": \"us\"]", "[\"MOON_POWER_CLIENT_ID\": \"us\"]"),
        ("\"https://thewall.tibber.com/connect/token\"", "\"https://login.moon-power.example/connect/token\""),
        ("# Tibber. The right login", "# Moon Power. The right login"), ("#expect(Tibber.x)", "#expect(MoonPower.x)"),
        ("@Suite struct TibberAcceptance {", "@Suite struct MoonPowerAcceptance {"),
        ("> POST /tibber/connect/token", "> POST /tibber/connect/token"),
        ("scopes: [\"tibber_graph\"]", "scopes: [\"tibber_graph\"]"),
    ])
    func theModuleAndTheCompanyAreToldApart(before: String, after: String) throws {
        #expect(try text().adapted(before) == after)
    }

    @Test func filesAreRenamed() throws {
        #expect(
            try text().renamed("Tests/TibberTests/TibberAPITests.swift")
                == "Tests/MoonPowerTests/MoonPowerAPITests.swift")
    }

    @Test func theVariablesFollowTibbers() throws {
        let settings = try text().settings("TIBBER_CLIENT_ID=\nTIBBER_TOKEN_URL=\n\nLOG=\n")
        #expect(settings.hasPrefix("TIBBER_CLIENT_ID=\nTIBBER_TOKEN_URL=\n\n# Moon Power:"))
        #expect(settings.hasSuffix("MOON_POWER_TOKEN_URL=\n\nLOG=\n"))
    }

    @Test func theTargetsFollowTibbers() throws {
        let manifest = """
                .target(name: "Tibber", dependencies: ["ProviderKit"], swiftSettings: settings),
                .target(name: "Providers", dependencies: ["LunarEnergy", "Tibber"], swiftSettings: settings),
                .testTarget(name: "TibberTests", dependencies: ["Tibber"], swiftSettings: settings),
            """
        let text = try Registration("MoonPower", starter: .oauth2).manifest(manifest)
        #expect(
            text.contains("\"Tibber\", \"MoonPower\"]")
                && text.contains("name: \"MoonPowerTests\", dependencies: [\"MoonPower\"]"))
        #expect(text.contains(".target(name: \"MoonPower\", dependencies: [\"ProviderKit\"]"))
    }
}
