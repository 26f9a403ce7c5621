import FoundationEssentials
public import ProviderKit

/// The acceptance suite: named checks that every provider has to pass, switched on with one line in its tests.
///
/// ```swift
/// @Suite struct MoonPowerAcceptance {
///     static let suite = ProviderAcceptance(
///         MoonPower.self, customer: TestCustomer(login: "ada@moon.example", password: "moonlight"))
///
///     @Test(arguments: suite.checks)
///     func acceptance(_ check: AcceptanceCheck) async throws { try await Self.suite.run(check) }
/// }
/// ```
///
/// Providers with a login form and those with OAuth2 have one suite: what only one of the two is held to is marked in
/// ``AcceptanceCheck``. The account signs in on the provider's own pages there, while a cassette is recorded.
///
/// The provider's site is played from cassettes in the folder `Cassettes` beside the tests, offline; see
/// ``record(over:environment:now:pages:)``. Outages, rate limits, silence and garbage need no recording: they are done to each
/// recorded call in turn.
public struct ProviderAcceptance<P: Provider>: Sendable {
    let customers: [Journey: TestCustomer]
    let settings: [String: String]
    let redaction: Redaction
    let secrets: [String: String]
    let redirectURI: String
    let folder: String

    /// Describes the provider's test accounts; nothing is read yet.
    ///
    /// - Parameters:
    ///   - type: the provider.
    ///   - customer: an account that can be read without a one-time code.
    ///   - choosing: an account with several live contracts, where the provider asks for a choice.
    ///   - coded: an account that a one-time code is asked of, where the provider does so.
    ///   - exporting: an account that sells energy, where the provider reads such contracts.
    ///   - settings: the provider's variables, by their whole names, as they are while cassettes are replayed. Only the path
    ///     of an address counts.
    ///   - redaction: what is replaced when a cassette is recorded.
    ///   - secrets: stand-ins for secrets that have to be of a certain form; see ``CassetteTransport``.
    ///   - redirectURI: where the provider's authorisation server sends customers back to, with OAuth2; another one can be
    ///     given when cassettes are recorded.
    ///   - cassettes: the folder of the cassettes, relative to the folder of `testFile`, or absolute.
    ///   - testFile: leave it to the compiler.
    public init(
        _ type: P.Type = P.self, customer: TestCustomer, choosing: TestCustomer? = nil, coded: TestCustomer? = nil,
        exporting: TestCustomer? = nil, settings: [String: String] = [:], redaction: Redaction = .standard,
        secrets: [String: String] = [:], redirectURI: String = "http://127.0.0.1:8765/callback",
        cassettes: String = "Cassettes", testFile: String = #filePath
    ) {
        var customers = Dictionary(
            uniqueKeysWithValues: Journey.all(for: SignInKind(of: P.self)).map { ($0, customer) })
        customers[.choice] = choosing
        customers[.code] = coded
        customers[.export] = exporting
        self.customers = customers
        self.settings = settings
        self.redaction = redaction
        self.secrets = secrets
        self.redirectURI = redirectURI
        let parent = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        folder = cassettes.hasPrefix("/") ? cassettes : "\(parent)/\(cassettes)"
    }

    /// The checks that apply: those that ask for a choice or a code only where there is an account for it.
    public var checks: [AcceptanceCheck] {
        AcceptanceCheck.all(for: SignInKind(of: P.self)).filter { $0.journeys.allSatisfy { customers[$0] != nil } }
    }

    /// Makes one check.
    ///
    /// - Throws: ``AcceptanceFailure``.
    public func run(_ check: AcceptanceCheck) async throws(AcceptanceFailure) {
        let problems: [String]
        if let found = await limited(to: .seconds(120), { await self.problems(check) }) {
            problems = found
        } else {
            problems = ["the provider's code did not return within two minutes"]
        }
        guard problems.isEmpty else { throw AcceptanceFailure(check: check, problems: problems) }
    }

    /// Makes every check that applies.
    ///
    /// - Throws: ``AcceptanceFailures`` with all that failed.
    public func run() async throws(AcceptanceFailures) {
        var failures: [AcceptanceFailure] = []
        for check in checks {
            do throws(AcceptanceFailure) {
                try await run(check)
            } catch { failures.append(error) }
        }
        guard failures.isEmpty else { throw AcceptanceFailures(failures: failures, count: checks.count) }
    }

    private func problems(_ check: AcceptanceCheck) async -> [String] {
        do {
            return switch check {
            case .goodLogin: try await goodLogin()
            case .laterRead: try await laterRead()
            case .wrongPassword: try await wrongPassword()
            case .authorisationRequest: try await authorisationRequest()
            case .refusedCode: try await refusedCode()
            case .renewal: try await renewal()
            case .refusedRefresh: try await refusedRefresh()
            case .withdrawnAccess: try await withdrawnAccess()
            case .providerDown: try await faults(SiteFault.down)
            case .rateLimited: try await faults(SiteFault.limited)
            case .hanging: try await hanging()
            case .garbage: try await faults(SiteFault.garbage(echo: "We are back soon"))
            case .nothingSecretStored: try await nothingSecretStored()
            case .errorsHoldNoSecret: try await errorsHoldNoSecret()
            case .captureStable: try await captureStable()
            case .unknownReference: try await unknownReference()
            case .convertPure: try await convertPure()
            case .tariffRules: try await tariffRules()
            case .tariffEncodings: try await tariffEncodings()
            case .datesAhead: try await datesAhead()
            case .direction: try await direction()
            case .forgedAccount: try await forgedAccount()
            case .wrongCode: try await wrongCode()
            case .cassettes: try await cassettes()
            }
        } catch {
            return [error.text]
        }
    }
}
