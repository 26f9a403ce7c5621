import Foundation
import ProviderKit
import Synchronization

/// A provider that answers as a test tells it to, and remembers what it was asked.
struct ProviderSim: Provider {
    struct Grant: Codable, Sendable {
        var accessToken = Secret("at_0123456789abcdef-very-secret")
        var contract: String?
        /// Clashes with a form field on purpose where it is set.
        var login: String?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case contract, login
        }
    }

    static let profile = ProviderProfile(
        flatPeakID: "prv_63a6087272941ef077a8fd3e", slug: "sim", displayName: "Lunar Energy", integrationInstance: "SIM"
    )

    typealias Authorise = @Sendable (SignIn<Grant>, ProviderContext) async throws(ProviderError) -> Authorisation<Grant>
    typealias Extra = @Sendable (ExtraAnswer, Grant) async throws(ProviderError) -> Authorisation<Grant>
    typealias Capture = @Sendable (Grant, String?) throws(ProviderError) -> Captured<Tariff>

    /// What a test changes.
    final class Script: Sendable {
        struct Hooks {
            var authorise: Authorise = { _, _ in .complete(Grant()) }
            var extra: Extra = { _, grant in .complete(grant) }
            var capture: Capture = { _, reference in Captured(.sample, referenceID: reference ?? "ref_1") }
            var logins: [[String: String]] = []
            var directions: [Tariff.Direction] = []
            var previous: [String?] = []
            var extras: [ExtraAnswer] = []
        }
        private let hooks = Mutex(Hooks())

        var now: Hooks { hooks.withLock { $0 } }
        func change(_ change: (inout sending Hooks) -> Void) { hooks.withLock { change(&$0) } }
        func authorise(_ hook: @escaping Authorise) { hooks.withLock { $0.authorise = hook } }
        func extra(_ hook: @escaping Extra) { hooks.withLock { $0.extra = hook } }
        func capture(_ hook: @escaping Capture) { hooks.withLock { $0.capture = hook } }
        func refuse(_ error: ProviderError) { authorise { _, _ throws(ProviderError) in throw error } }
        func need(_ requirement: ExtraRequirement, _ grant: Grant = Grant()) {
            authorise { _, _ in .needs(requirement, grant) }
        }
    }

    let script: Script

    init(settings: ProviderSettings) throws(ConfigurationFault) { script = Script() }
    init(_ script: Script) { self.script = script }

    func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>
    {
        let fields = signIn.credentials.fieldNames.map { ($0, signIn.credentials[$0].reveal()) }
        script.change {
            $0.logins.append(Dictionary(uniqueKeysWithValues: fields))
            $0.directions.append(context.direction)
            $0.previous.append(signIn.previous?.accessToken.reveal())
        }
        return try await script.now.authorise(signIn, context)
    }

    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    {
        script.change { $0.extras.append(answer) }
        return try await script.now.extra(answer, grant)
    }

    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<Tariff>
    { try script.now.capture(grant, reference) }

    func convert(_ tariff: Tariff) throws(ProviderError) -> Tariff { tariff }
}

extension Tariff {
    /// One rate, all day, all year.
    static var sample: Tariff {
        let period = try? Tariff.Period.from("00:00", to: "00:00", rates: [Tariff.Rate(.pence("24.393"))])
        return Tariff(
            displayName: "Flat", direction: .import, integrationInstance: "SIM", timezone: "Europe/London",
            seasons: [Tariff.Season(schedules: [.on(.all, period.map { [$0] } ?? [])])])
    }
}
