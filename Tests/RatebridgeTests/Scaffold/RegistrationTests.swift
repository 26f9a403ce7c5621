import Testing

@testable import ratebridge

@Suite struct RegistrationTests {
    private let manifest = """
                .target(name: "LunarEnergy", dependencies: ["ProviderKit"], swiftSettings: settings),
                .target(name: "Providers", dependencies: ["ProviderKit", "LunarEnergy"], swiftSettings: settings),
                .testTarget(
                    name: "LunarEnergyTests", dependencies: ["LunarEnergy", .product(name: "X", package: "y")],
                    resources: [.copy("a)b")], swiftSettings: settings)
            ]
        """
    private let providers = "import LunarEnergy\n    private static let all = [\n        LunarEnergy.self\n    ]\n"

    @Test func theTargetsFollowTheStarters() throws {
        let text = try Registration("MoonPower").manifest(manifest)
        #expect(
            text.contains(
                "        .target(name: \"MoonPower\", dependencies: [\"ProviderKit\"], swiftSettings: settings),\n"))
        #expect(text.contains("name: \"MoonPowerTests\", dependencies: [\"MoonPower\", .product("))
    }

    @Test func providersDependsOnIt() throws {
        #expect(
            try Registration("MoonPower").manifest(manifest).contains("\"LunarEnergy\", \"MoonPower\"], swiftSettings"))
    }

    @Test func aSecondTimeChangesNothing() throws {
        let once = try Registration("MoonPower").manifest(manifest)
        #expect(try Registration("MoonPower").manifest(once) == once)
    }

    @Test func itIsInTheListOnce() throws {
        let once = try Registration("MoonPower").list(providers)
        #expect(
            once
                == "import LunarEnergy\nimport MoonPower\n    private static let all = [\n        LunarEnergy.self,\n        MoonPower.self\n    ]\n"
        )
        #expect(try Registration("MoonPower").list(once) == once)
    }

    @Test func aManifestWithoutTheStarterIsAFailure() {
        #expect(throws: Failure.self) { _ = try Registration("MoonPower").manifest("let package = 1") }
    }
}
