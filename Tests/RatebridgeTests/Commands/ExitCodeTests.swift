import Foundation
import Testing

@testable import ratebridge

@Suite struct ExitCodeTests {
    @Test func aSoundTariffIsZero() async throws {
        let run = try await Run("tariff", "check", "-", input: Samples.json(Samples.dayNight()))
        #expect(run.code == 0 && run.output == "")
    }

    @Test func aBrokenRuleIsOne() async throws {
        let file = try Scratch(Samples.json(Samples.gap()), ending: "json")
        let run = try await Run("tariff", "check", file.url.path)
        #expect(run.code == 1 && run.output.hasPrefix("\(file.url.path):"))
    }

    @Test func standardInputIsRead() async throws {
        let run = try await Run("tariff", "check", "-", input: "{")
        #expect(run.code == 1 && run.output.hasPrefix("<stdin>:1:2: not_json: "))
    }

    @Test func aMissingFileIsOne() async throws {
        let run = try await Run("tariff", "check", "/no/such.json")
        #expect(run.code == 1 && run.errors.contains("There is no file /no/such.json"))
    }

    @Test(arguments: [
        ["frobnicate"], ["tariff", "check"], ["explain", "gap"], ["test", "no-such-provider"],
        ["test", "--direction", "UP"],
        ["tariff", "check", "x", "--at", "noon"], ["new", "Moon", "--flatpeak-id", "prv_1"], ["new", "Moon"],
        ["new", "Moon", "--flatpeak-id", "prv_000000000000000000000000", "--auth", "magic"],
    ])
    func aWrongCallIsTwo(arguments: [String]) async throws {
        let run = try await Run(arguments)
        #expect(run.code == 2 && run.output == "" && run.errors.hasPrefix("Error: "))
    }

    @Test func missingCredentialsAreTwo() async throws {
        let run = try await Run("test", "lunar-energy")
        #expect(run.code == 2 && run.errors.contains("TEST_CUSTOMER_USER, TEST_CUSTOMER_PASSWORD: are not set"))
    }

    @Test func anUnreadableEnvFileIsTwo() async throws {
        #expect(try await Run("test", "--env-file", "/no/such.env").code == 2)
    }

    @Test func aLineOfEnvThatIsNoneIsNamed() async throws {
        let file = try Scratch("A=1\nnonsense\n")
        #expect(try await Run("test", "--env-file", file.url.path).errors.contains("\(file.url.path):2: "))
    }

    @Test func aProviderThatIsNotThereIsOneAndSaysWhatToDo() async throws {
        let run = try await Run(
            "test",
            environment: [
                "LUNAR_ENERGY_API_URL": "http://127.0.0.1:9", "TEST_CUSTOMER_USER": "ada@lunar.example",
                "TEST_CUSTOMER_PASSWORD": "hunter2-moonlight",
            ])
        #expect(run.code == 1 && run.errors.contains("ratebridge sandbox") && run.output.contains("✗ authorise"))
        #expect(!(run.output + run.errors).contains("hunter2"))
    }

    @Test func aRuleIsExplained() async throws {
        let run = try await Run("explain", "gap_in_time_period")
        #expect(run.code == 0 && run.output.contains("Why:  The hours of a day must cover it"))
    }

    @Test func thePictureGoesIntoAFile() async throws {
        let svg = try Scratch("", ending: "svg")
        let run = try await Run("tariff", "show", "-", "--svg", svg.url.path, input: Samples.json(Samples.dayNight()))
        #expect(try run.code == 0 && svg.text.hasPrefix("<svg "))
    }
}
