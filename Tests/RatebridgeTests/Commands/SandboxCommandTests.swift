import Foundation
import ProviderKit
import Testing

@testable import ratebridge

@Suite struct SandboxCommandTests {
    private let lunar = ProviderProfile(
        flatPeakID: "prv_63a6087272941ef077a8fd3e", slug: "lunar-energy", displayName: "Lunar Energy",
        integrationInstance: "LUNAR_ENERGY")
    private let moon = ProviderProfile(
        flatPeakID: "prv_000000000000000000000000", slug: "moon-power", displayName: "Moon Power",
        integrationInstance: "MOON_POWER")

    private var lines: [String] {
        SandboxCommand.text(SandboxAddresses(port: 8090), [lunar, moon]).split(separator: "\n").map(String.init)
    }

    @Test func whatToSetIsPrinted() {
        #expect(lines.contains("  LUNAR_ENERGY_API_URL=http://localhost:8090/lunar"))
    }

    @Test func whatATokenIsMadeWithIsPrinted() {
        #expect(lines.contains("  FLATPEAK_API_KEY=sandbox-api-key"))
    }

    @Test func aScaffoldedProviderIsPlayedByTheStartersSite() {
        #expect(lines.contains("  MOON_POWER_API_URL=http://localhost:8090/lunar"))
    }

    @Test func theDeskIsPointedTo() {
        #expect(lines.contains("The desk shows what goes on: http://localhost:8090/desk/"))
    }

    @Test func theDesksConsoleTestNamesTheSiteAndACustomer() throws {
        let command = try #require(
            DeskCommands(sandboxURL: "http://localhost:8123", profile: lunar, program: "./ratebridge").all.first)
        #expect(
            "\(command)".contains(
                "LUNAR_ENERGY_API_URL=http://localhost:8123/lunar \\\\\\n  TEST_CUSTOMER_USER=ada@lunar.example "
                    + "\\\\\\n  TEST_CUSTOMER_PASSWORD=moonlight \\\\\\n  ./ratebridge test lunar-energy\""))
    }

    @Test func theDesksLinesNameTheProgramAsShortAsItWorks() throws {
        let folder = Run.repository.path
        let built = try Run.binary
        #expect(DeskCommands.program("ratebridge", in: folder, path: "") == "ratebridge")
        #expect(DeskCommands.program("./ratebridge", in: "/srv/x", path: "") == "./ratebridge")
        #expect(DeskCommands.program("/opt/x/ratebridge", in: folder, path: "") == "/opt/x/ratebridge")
        let place = built.deletingLastPathComponent().path
        #expect(DeskCommands.program(built.path, in: folder, path: place) == "ratebridge")
    }

    @Test func customersAreListedWithTheirCase() {
        #expect(lines.contains("Customers of Lunar Energy:"))
        #expect(lines.contains { $0.hasPrefix("  ada@lunar.example  moonlight  ") })
    }
}
