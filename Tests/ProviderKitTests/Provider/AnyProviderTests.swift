import Foundation
import Testing

@testable import ProviderKit

@Suite struct `Any provider` {
    private struct Sample: Provider {
        struct Grant: Codable {
            var token = Secret("secret-token")
            var contract: String?
        }

        static let profile = ProviderProfile(
            flatPeakID: "prv_1", slug: "sample-energy", displayName: "Sample", integrationInstance: "SAMPLE")
        var reference = "c1"

        init(settings: ProviderSettings) throws(ConfigurationFault) {}
        init(reference: String = "c1") { self.reference = reference }

        func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
            -> Authorisation<Grant>
        { .complete(Grant(contract: signIn.previous?.contract ?? "new")) }

        func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
            -> Captured<String>
        { Captured(grant.contract ?? "", referenceID: self.reference) }

        func convert(_ tariff: String) throws(ProviderError) -> Tariff {
            Tariff(displayName: tariff, direction: .import, integrationInstance: "SAMPLE", seasons: [])
        }
    }

    /// The same names, another meaning.
    private struct Other: Provider {
        struct Grant: Codable { var token: Int }
        static let profile = Sample.profile
        init(settings: ProviderSettings) throws(ConfigurationFault) {}
        init() {}
        func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
            -> Authorisation<Grant>
        { .complete(Grant(token: 1)) }
        func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
            -> Captured<String>
        { Captured("", referenceID: "") }
        func convert(_ tariff: String) throws(ProviderError) -> Tariff { throw .noTariff }
    }

    private struct NoTransport: HTTPTransport {
        func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
            throw .timedOut
        }
    }

    private let provider = AnyProvider(Sample())
    private let context = ProviderContext(http: HTTPSession(NoTransport(), deadline: .now))

    @Test func `a grant survives its JSON form`() async throws {
        let grant = try await provider.authorise(Credentials([:]), in: context).grant
        let members = try grant.members(.insideSealedData)
        #expect(members == ["token": "secret-token", "contract": "new"])
        #expect(try provider.grant(from: members, .insideSealedData)?.members(.insideSealedData) == members)
    }

    @Test func `a grant's secrets do not leave without a coding`() async throws {
        let grant = try await provider.authorise(Credentials([:]), in: context).grant
        let refusing = SecretCoding(write: { _ in throw HTTPFailure.timedOut }, read: { Secret($0) })
        #expect(throws: (any Error).self) { try grant.members(refusing) }
    }

    @Test func `a grant of another form is none`() {
        #expect(provider.grant(from: ["contract": "x"], .insideSealedData) == nil)
        #expect(provider.grant(from: ["token": .number(1)], .insideSealedData) == nil)
    }

    @Test func `the previous grant is handed on`() async throws {
        let previous = provider.grant(from: ["token": "t", "contract": "old"], .insideSealedData)
        let grant = try await provider.authorise(Credentials([:]), previous: previous, in: context).grant
        #expect(try grant.members(.insideSealedData)["contract"] == "old")
    }

    @Test func `another provider's grant is none of ours`() async throws {
        let grant = try await AnyProvider(Other()).authorise(Credentials([:]), in: context).grant
        await #expect(throws: ProviderError.reauthorisationRequired("what was stored belongs to another provider")) {
            try await provider.read(grant, reference: nil, in: context)
        }
    }

    @Test func `the contract's reference goes out with the tariff`() async throws {
        let grant = try await provider.authorise(Credentials([:]), in: context).grant
        #expect(try await provider.read(grant, reference: "c1", in: context).tariff.providerTariffReference == "c1")
    }

    @Test func `another contract than the one asked for does not`() async throws {
        let grant = try await provider.authorise(Credentials([:]), in: context).grant
        await #expect(throws: ProviderError.unknownReference) {
            try await provider.read(grant, reference: "c2", in: context)
        }
    }

    @Test func `a provider that never asks for more takes no answer`() async throws {
        let grant = try await provider.authorise(Credentials([:]), in: context).grant
        await #expect(throws: ProviderError.invalidSelection) {
            try await provider.captureExtraAuthData(.account("x"), for: grant, in: context)
        }
    }

    @Test func `a provider's variables begin with its name`() {
        #expect(Sample.profile.variablePrefix == "SAMPLE_ENERGY_")
    }
}
