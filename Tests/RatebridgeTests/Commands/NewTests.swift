import Foundation
import Testing

@testable import ratebridge

/// `ratebridge new` in a copy of what it touches.
@Suite struct NewTests {
    private final class Clone {
        let root = FileManager.default.temporaryDirectory.appending(path: "clone-\(UUID().uuidString)")

        init() throws {
            for path in [
                "Package.swift", ".env.blank", ".swift-format", "Sources/LunarEnergy", "Sources/Providers",
                "Tests/LunarEnergyTests",
            ] {
                let target = root.appending(path: path)
                try FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: Run.repository.appending(path: path), to: target)
            }
        }

        deinit { try? FileManager.default.removeItem(at: root) }

        func new(_ name: String) async throws -> Run {
            try await Run(
                "new", name, "--flatpeak-id", "prv_0123456789abcdef01234567", folder: root.appending(path: "Sources"))
        }

        func text(_ path: String) throws -> String {
            try String(contentsOf: root.appending(path: path), encoding: .utf8)
        }

        /// Every file below a folder.
        func files(_ folder: String) -> [String] {
            FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String }
                ?? []
        }
    }

    @Test func everyFileOfTheStarterIsThereUnderTheNewName() async throws {
        let clone = try Clone()
        #expect(try await clone.new("MoonPower").code == 0)
        #expect(clone.files("Sources/MoonPower").count == clone.files("Sources/LunarEnergy").count)
        #expect(clone.files("Tests/MoonPowerTests").count == clone.files("Tests/LunarEnergyTests").count)
    }

    @Test func nothingOfTheStartersNameIsLeft() async throws {
        let clone = try Clone()
        _ = try await clone.new("MoonPower")
        for file in clone.files("Sources/MoonPower") {
            let text = try clone.text("Sources/MoonPower/\(file)")
            #expect(!text.contains("Lunar") && !text.contains("LUNAR") && !text.contains("prv_63a6"), "\(file)")
        }
    }

    @Test func itIsRegisteredWhereTheStarterIs() async throws {
        let clone = try Clone()
        _ = try await clone.new("MoonPower")
        #expect(try clone.text("Sources/Providers/Providers.swift").contains("MoonPower.self"))
        #expect(try clone.text("Package.swift").contains("name: \"MoonPowerTests\""))
        #expect(try clone.text(".env.blank").contains("\nMOON_POWER_API_URL=\n"))
    }

    @Test func whatItWritesIsFormatted() async throws {
        let clone = try Clone()
        let name = "AVeryLongProviderNameIndeedLtd"
        _ = try await clone.new(name)
        let lint = Process()
        lint.executableURL = URL(filePath: "/usr/bin/env")
        lint.arguments = ["swift", "format", "lint", "--strict", "--recursive", "Sources/\(name)", "Sources/Providers"]
        lint.currentDirectoryURL = clone.root
        try lint.run()
        lint.waitUntilExit()
        #expect(lint.terminationStatus == 0)
    }

    @Test func nothingIsOverwritten() async throws {
        let clone = try Clone()
        _ = try await clone.new("MoonPower")
        let before = try clone.text("Package.swift")
        let run = try await clone.new("MoonPower")
        #expect(run.code == 1 && run.errors.contains("Sources/MoonPower is there already; nothing was changed."))
        #expect(try clone.text("Package.swift") == before)
    }

    @Test func itBeginsInTheDashboardAndEndsAtFlatPeak() async throws {
        let lines = try await Clone().new("MoonPower").output.split(separator: "\n")
        #expect(lines.first == "First, in FlatPeak's dashboard:")
        #expect(lines.last?.contains("send the integration to FlatPeak") == true)
    }

    @Test func outsideOfTheRepositoryItSaysSo() async throws {
        let run = try await Run("new", "Moon", "--flatpeak-id", "prv_0123456789abcdef01234567")
        #expect(run.code == 1 && run.errors.contains("This is not in Ratebridge's repository."))
    }
}
