import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// A customer in front of the integration: the provider, what Kraken answers, and the time.
struct Customer {
    let kraken: ScriptedKraken
    var environment: [String: String] = [:]
    var direction = Tariff.Direction.import
    var now = KrakenSample.instant("2026-07-01T12:00:00Z")

    /// Somebody with one account; Kraken's usual answers, but for those that are given.
    init(_ answers: [String: [HTTPAnswer]] = [:], now: String = "2026-07-01T12:00:00Z") {
        let usual = [
            "Login": [HTTPAnswer.token("T1")], "Accounts": [.accounts("A-1")],
            "Agreements": [.account(.init(KrakenSample.agreement()))],
        ]
        kraken = ScriptedKraken(usual.merging(answers) { $1 })
        self.now = KrakenSample.instant(now)
    }

    /// Somebody whose only live agreement has this tariff.
    init(tariff: String, now: String = "2026-07-01T12:00:00Z") {
        self.init(["Agreements": [.account(.init(KrakenSample.agreement(tariff)))]], now: now)
    }

    /// Somebody whose one account has these meter points.
    init(_ points: KrakenSample.Point..., direction: Tariff.Direction = .import) {
        let properties = points.map(\.property).joined(separator: ",")
        self.init(["Agreements": [.json(#"{"data":{"account":{"properties":[\#(properties)]}}}"#)]])
        self.direction = direction
    }

    var provider: OctopusEnergyUK {
        get throws {
            try OctopusEnergyUK(settings: ProviderSettings(OctopusEnergyUK.profile, values: environment))
        }
    }

    var context: ProviderContext {
        let http = HTTPSession(kraken, deadline: .now + .seconds(5))
        return ProviderContext(http: http, direction: direction, now: now)
    }

    static let credentials = Credentials(["login": Secret("ada@example.test"), "password": Secret("moonlight")])

    func authorise() async throws -> Authorisation<OctopusEnergyUK.Grant> {
        try await provider.authorise(SignIn(credentials: Self.credentials), in: context)
    }

    /// What a sign-in leaves, whatever is still needed.
    func grant() async throws -> OctopusEnergyUK.Grant {
        switch try await authorise() {
        case .complete(let grant), .needs(_, let grant): grant
        }
    }

    func requirement() async throws -> ExtraRequirement? {
        if case .needs(let requirement, _) = try await authorise() { requirement } else { nil }
    }

    func capture(reference: String? = nil) async throws -> Captured<OctopusTariff> {
        try await provider.capture(try await grant(), reference: reference, in: context)
    }

    /// The tariff, which must keep every rule.
    func tariff(reference: String? = nil) async throws -> Tariff {
        let tariff = try await provider.convert(capture(reference: reference).tariff)
        #expect(tariff.violations(now: now).isEmpty)
        return tariff
    }

    /// What the customer is told instead of a tariff.
    func error(reference: String? = nil) async throws -> ProviderError? {
        await #expect(throws: ProviderError.self) { try await tariff(reference: reference) }
    }
}

extension Tariff {
    /// The periods of the day: `00:00:00 0.2439255`.
    var lines: [String] {
        seasons.flatMap(\.schedules).flatMap(\.hours).map { "\($0.validFrom) \($0.rates[0].value)" }
    }

    /// The price in pence at a time of the day.
    func pence(at time: String) throws -> Decimal? {
        try rates(in: .july, on: .monday, at: ClockTime(time)).map { $0[0].value.value * 100 }
    }
}
