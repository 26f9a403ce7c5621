import Foundation
import ProviderKit
import Sandbox
import Testing

@testable import OctopusEnergyUK

/// The provider against the Sandbox's Kraken, over HTTP, as the responder uses it.
@Suite(.serialized) struct AgainstTheSandboxTests {
    /// Runs a Sandbox with a clock of its own, and signs a customer in.
    private func tariff(
        of name: String, at now: String = "2026-07-01T12:00:00Z", direction: Tariff.Direction = .import,
        environment: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> Tariff {
        let instant = KrakenSample.instant(now)
        return try await Sandbox(configuration: .still(at: instant)).running { port in
            try await self.read(name, port, instant, direction, environment, limit)
        }
    }

    private func read(
        _ name: String, _ port: Int, _ now: Date, _ direction: Tariff.Direction, _ environment: [String: String],
        _ limit: Duration
    ) async throws -> Tariff {
        let transport = NetworkTransport()
        let variables = environment.merging(
            ["OCTOPUS_ENERGY_UK_API_URL": "http://127.0.0.1:\(port)/octopus/v1/graphql/"]) { $1 }
        let outcome: Result<Tariff, any Error>
        do {
            let provider = AnyProvider(
                try OctopusEnergyUK(settings: ProviderSettings(OctopusEnergyUK.profile, values: variables)))
            let context = ProviderContext(
                http: HTTPSession(transport, deadline: .now + limit), direction: direction, now: now)
            let credentials = Credentials([
                "login": Secret("\(name)@octopus.example"), "password": Secret(DemoCustomer.password),
            ])
            let signedIn = try await provider.authorise(credentials, in: context)
            let reading = try await provider.read(signedIn.grant, reference: nil, in: context)
            try reading.tariff.validate(now: now)
            outcome = .success(reading.tariff)
        } catch {
            outcome = .failure(error)
        }
        await transport.shutdown()
        return try outcome.get()
    }

    private func code(of name: String) async -> String? {
        let limit: Duration = name == "hang" ? .milliseconds(500) : .seconds(60)
        return await #expect(throws: ProviderError.self) { try await tariff(of: name, within: limit) }?.code
    }

    @Test(arguments: [
        ("single", ["00:00:00 0.2439255"]), ("prepay", ["00:00:00 0.231231"]), ("steady", ["00:00:00 0.1575"]),
        ("economy7", ["00:00:00 0.28875", "01:30:00 0.1296225", "08:30:00 0.28875"]),
        ("go", ["00:00:00 0.0700035", "05:30:00 0.2439255", "23:30:00 0.0700035"]),
        ("moved", ["00:00:00 0.28875", "01:30:00 0.1296225", "08:30:00 0.28875"]),
        ("export", ["00:00:00 0.0700035", "05:30:00 0.2439255", "23:30:00 0.0700035"]),
        ("expired", ["00:00:00 0.2439255"]), ("fixed", ["00:00:00 0.2439255"]),
    ]) func `each customer's tariff is right`(name: String, lines: [String]) async throws {
        #expect(try await tariff(of: name).lines == lines)
    }

    @Test(arguments: [
        ("2026-07-01T12:00:00Z", 48), ("2026-03-29T12:00:00Z", 46), ("2026-10-25T12:00:00Z", 48),
        ("2026-07-01T22:59:00Z", 48), ("2026-07-01T23:00:00Z", 48), ("2026-12-31T23:59:59Z", 48),
    ]) func `an agile day has its slots whenever it is read`(now: String, count: Int) async throws {
        #expect(try await tariff(of: "agile", at: now).lines.count == count)
    }

    @Test func `negative prices arrive as they are`() async throws {
        #expect(try await tariff(of: "agile").pence(at: "03:00") == Decimal(string: "-1.6443"))
    }

    @Test func `an export session reads the export meter point`() async throws {
        let tariff = try await tariff(of: "export", direction: .export)
        #expect(tariff.lines == ["00:00:00 0.15"])
        #expect(tariff.providerTariffReference == "A-0CT00012/1200000000013")
    }

    @Test func `tariffs whose hours are set are read`() async throws {
        let hours = ["OCTOPUS_ENERGY_UK_OFFPEAK_HOURS": "23:30-05:30", "OCTOPUS_ENERGY_UK_EV_HOURS": "22:00-08:00"]
        let lines = try await tariff(of: "ev", at: "2026-12-01T12:00:00Z", environment: hours).lines
        #expect(
            lines == [
                "00:00:00 0.067662", "05:30:00 0.1924965", "08:00:00 0.2636655", "22:00:00 0.1924965",
                "23:30:00 0.067662",
            ])
    }

    @Test(arguments: [
        ("nobody", "invalid_credentials"), ("limited", "rate_limited"), ("limitedlater", "rate_limited"),
        ("down", "provider_unavailable"), ("late", "provider_unavailable"), ("broken", "provider_unavailable"),
        ("hang", "provider_timeout"), ("refused", "reauthorisation_required"), ("three", "tariff_hours_unknown"),
        ("ev", "tariff_hours_unknown"), ("capped", "unsupported_tariff"), ("evening", "rates_incomplete"),
        ("none", "selection_required"), ("ended", "selection_required"), ("homes", "selection_required"),
        ("accounts", "selection_required"),
    ]) func `each refusal is told apart`(name: String, expected: String) async throws {
        #expect(await code(of: name) == expected)
    }
}
