import Testing

@testable import ratebridge

@Suite struct CompletionTests {
    @Test(arguments: ["bash", "zsh", "fish"]) func aShellGetsItsScript(shell: String) async throws {
        let run = try await Run("--generate-completion-script", shell)
        #expect(run.code == 0 && run.output.contains("tariff"))
    }

    @Test func providersAreCompleted() async throws {
        #expect(try await Run("--generate-completion-script", "bash").output.contains("octopus-energy-uk"))
    }

    @Test func filesOfTariffsAreCompletedByTheirEnding() async throws {
        #expect(try await Run("--generate-completion-script", "zsh").output.contains("*.json"))
    }
}
