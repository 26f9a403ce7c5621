import Foundation
import ProviderKit
import Sandbox
import Testing

@testable import ratebridge

/// `ratebridge test` as a person runs it, against the Sandbox.
@Suite struct ConsoleTestTests {
    /// Runs the command for a demo customer while the Sandbox serves.
    private func test(_ customer: String, _ arguments: String..., password: String = "moonlight") async throws -> Run {
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let sandbox = Task { try await Sandbox().run { opened.yield($0) } }
        defer { sandbox.cancel() }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let environment = [
            "LUNAR_ENERGY_API_URL": "http://127.0.0.1:\(port)/lunar", "TEST_CUSTOMER_USER": "\(customer)@lunar.example",
            "TEST_CUSTOMER_PASSWORD": password,
        ]
        return try await Run(["test", "lunar-energy"] + arguments, environment: environment)
    }

    @Test(arguments: ["ada", "flat", "tiers", "weekend", "export", "moved"])
    func aCustomerWithOneContractPasses(customer: String) async throws {
        let run = try await test(customer)
        let drawing = customer == "tiers" ? "  Above 20 kWh  " : "\nMon  "
        #expect(run.code == 0 && run.output.contains("✓ check") && run.output.contains(drawing))
    }

    @Test func jsonIsTheTariffAlone() async throws {
        let run = try await test("ada", "--json")
        let tariff = try Tariff(json: Data(run.output.utf8))
        #expect(tariff.providerTariffReference == "LE-1001" && run.errors.contains("✓ convert"))
    }

    @Test func aBrokenRuleIsNamedWithPlaceAndFix() async throws {
        let run = try await test("gap")
        #expect(run.code == 1)
        #expect(run.output.contains("✗ data[0].days_and_hours[0].hours[1].valid_from: gap_in_time_period: "))
    }

    @Test func aCodeIsAskedForByItsOption() async throws {
        let run = try await test("code")
        #expect(run.code == 1 && run.errors.contains("--code CODE"))
    }

    @Test func theCodeCanBeGiven() async throws {
        #expect(try await test("code", "--code", DemoCustomer.code).code == 0)
    }

    @Test func aWrongCodeIsToldFromAWrongPassword() async throws {
        #expect(try await test("code", "--code", "000000").errors.contains("The one-time code is wrong."))
    }

    @Test func contractsAreListedWithTheirIds() async throws {
        let run = try await test("homes")
        #expect(
            run.code == 1 && run.errors.contains("  LE-1012  The Old Lighthouse") && run.errors.contains("--account ID")
        )
    }

    @Test func aContractCanBeChosen() async throws {
        let run = try await test("homes", "--account", "LE-1012")
        #expect(run.code == 0 && run.output.contains("reference LE-1012"))
    }

    @Test func somebodyElsesContractIsRefused() async throws {
        #expect(try await test("homes", "--account", "LE-1001").errors.contains("none of the customer's"))
    }

    @Test func aCodeThenAChoiceIsTwoSteps() async throws {
        let run = try await test("codehomes", "--code", DemoCustomer.code, "--account", "LE-1015")
        #expect(run.code == 0 && run.output.components(separatedBy: "✓ extra data").count == 3)
    }

    @Test func theExportContractIsReadOnDemand() async throws {
        let run = try await test("export", "--direction", "export")
        #expect(run.code == 0 && run.output.contains("EXPORT"))
    }

    @Test func theReferenceIsHonoured() async throws {
        #expect(
            try await test("homes", "--account", "LE-1012", "--reference", "LE-1013").output.contains(
                "reference LE-1013"))
    }

    @Test func anUnknownReferenceIsAFailure() async throws {
        #expect(try await test("ada", "--reference", "LE-9").errors.contains("does not hold the contract"))
    }

    @Test(arguments: [
        ("none", "no live contract"), ("down", "unavailable"), ("late", "unavailable"), ("limited", "wait 120 seconds"),
        ("broken", "cannot be read"),
    ])
    func aRefusalSaysWhatHappened(customer: String, text: String) async throws {
        let run = try await test(customer)
        #expect(run.code == 1 && run.errors.contains(text) && run.errors.contains("What to do: "))
    }

    @Test func aLoginThatHangsEndsInTime() async throws {
        #expect(try await test("hang", "--timeout", "1").errors.contains("--timeout SECONDS"))
    }

    @Test func aWrongPasswordIsSaidAndNotPrinted() async throws {
        let run = try await test("ada", password: "sunshine-7")
        #expect(run.code == 1 && run.errors.contains("does not accept this login and password"))
        #expect(!(run.output + run.errors).contains("sunshine-7"))
    }
}
