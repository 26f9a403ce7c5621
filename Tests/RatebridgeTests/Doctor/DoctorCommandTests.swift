import Foundation
import Testing

@testable import ratebridge

@Suite struct DoctorCommandTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func run(_ settings: String, _ arguments: String..., mode: mode_t = 0o600) async throws -> Run {
        let file = try folder.file("env", settings + "\nCONNECT_API_URL=http://127.0.0.1:9\n", mode: mode)
        return try await Run(["doctor", "--env-file", file] + arguments)
    }

    @Test func aFaultIsTwoAndHasItsFix() async throws {
        let run = try await run("APP_SECRET=short")
        #expect(run.code == 2 && run.output.contains("✗ settings") && run.output.contains("openssl rand -base64 32"))
    }

    @Test func noSecretIsPrinted() async throws {
        let run = try await run("APP_SECRET=0123456789abcdef0123456789abcdef\nTARIFF_PLAN_TOKEN=hunter2", "--json")
        #expect(!(run.output + run.errors).contains("0123456789abcdef") && !run.output.contains("hunter2"))
    }

    @Test func jsonNamesTheWorst() async throws {
        let run = try await run("APP_SECRET=\(soundSecret)", "--json", mode: 0o644)
        let whole = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let findings = try #require(whole["findings"] as? [[String: String]])
        #expect(whole["state"] as? String == "fault" && run.code == 2)
        #expect(findings.contains { $0["check"] == "env file" && $0["state"] == "fault" && $0["fix"] != nil })
    }

    @Test func pipesHaveNoColours() async throws {
        #expect(try await run("").output.contains("\u{1B}") == false)
    }

    @Test(arguments: [["not-a-url"], ["--socket", "nonsense"], ["--server-config", "/no/such.conf"]])
    func aWrongCallIsTwoAndPrintsNothing(arguments: [String]) async throws {
        let run = try await Run(["doctor"] + arguments)
        #expect(run.code == 2 && run.output == "" && run.errors.hasPrefix("Error: "))
    }

    @Test func theWorstDecides() {
        let findings = [Finding.ok("a", ""), .warning("b", "", fix: ""), .ok("c", "")]
        #expect(Report.worst(findings).exitCode == 1 && Report.summary(findings) == "1 warning.")
    }
}
