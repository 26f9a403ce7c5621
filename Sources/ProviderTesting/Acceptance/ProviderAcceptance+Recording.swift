public import FoundationEssentials
public import ProviderKit

/// A journey that could not be recorded.
public struct RecordingFailed: Error, Sendable, CustomStringConvertible {
    /// The journey and what kept it from its end.
    public let description: String
}

extension ProviderAcceptance {
    /// Whether the environment asks for cassettes to be recorded (`RECORD=1`).
    public static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

    /// Records every cassette that the checks need, in place of those that are there.
    ///
    /// ```swift
    /// @Test(.enabled(if: ProviderAcceptance<MoonPower>.isRecording))
    /// func recording() async throws { try await Self.suite.record() }
    /// ```
    /// ```
    /// TEST_CUSTOMER_USER=… TEST_CUSTOMER_PASSWORD=… RECORD=1 swift test --filter MoonPowerAcceptance.recording
    /// ```
    ///
    /// The environment's variables of the provider count, such as `MOON_POWER_API_URL`, and accounts are taken from it:
    /// `TEST_CUSTOMER_USER` and `TEST_CUSTOMER_PASSWORD`, for the other accounts with `TEST_CHOICE_`, `TEST_CODE_` and
    /// `TEST_EXPORT_` instead; else those of the tests are used. With OAuth2, `TEST_REDIRECT_URI` says where the server
    /// sends customers back to.
    ///
    /// - Parameters:
    ///   - transport: what reaches the site; `nil` is the network.
    ///   - environment: the variables.
    ///   - now: the clock of the cassettes.
    ///   - pages: signs in on the provider's own pages, with OAuth2; a person does, unless something else is given.
    /// - Throws: ``RecordingFailed``, ``CassetteRefused``.
    public func record(
        over transport: (any HTTPTransport)? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment, now: Date = Date(),
        pages: SignInPages = .byHand
    ) async throws {
        if let transport { return try await record(over: transport, environment, now, pages) }
        let network = NetworkTransport()
        do {
            try await record(over: network, environment, now, pages)
        } catch {
            await network.shutdown()
            throw error
        }
        await network.shutdown()
    }

    private func record(
        over transport: any HTTPTransport, _ environment: [String: String], _ now: Date,
        _ pages: SignInPages
    ) async throws {
        // A cassette's clock has whole seconds.
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        for journey in journeys {
            guard let known = customers[journey] else { continue }
            let customer = customer(known.overridden(by: environment, prefix: Self.prefix(of: journey)), in: journey)
            let recorder = RecordingTransport(wrapping: transport, redaction: rules(for: customer), clock: now)
            if let setback = await setback(journey, customer, over: recorder, environment, now, pages) {
                throw RecordingFailed(
                    description: "'\(journey.rawValue)' could not be recorded: \(recorder.redacted(setback.text))")
            }
            try recorder.save(to: file(of: journey), comments: ["\(P.profile.displayName). \(journey.summary)"])
        }
    }

    /// What kept a journey from its end, if anything did.
    private func setback(
        _ journey: Journey, _ customer: TestCustomer, over transport: any HTTPTransport,
        _ environment: [String: String], _ now: Date, _ pages: SignInPages
    ) async -> Setback? {
        do throws(Setback) {
            let traveller = Traveller(
                entrance: try entrance(environment), transport: transport, now: now,
                direction: journey == .export ? .export : .import,
                redirectURI: environment["TEST_REDIRECT_URI"] ?? redirectURI, pages: pages)
            try await walk(journey, traveller, customer)
            return nil
        } catch {
            return error
        }
    }

    /// Goes through a whole journey, whatever comes of it where a refusal is due.
    func walk(_ journey: Journey, _ traveller: Traveller<P>, _ customer: TestCustomer) async throws(Setback) {
        switch journey {
        case .signIn: _ = try await traveller.stay(customer)
        case .wrongPassword: _ = await traveller.mistypedPassword(customer)
        case .refusedCode: if let client = traveller.entrance.oauth2 { _ = await traveller.refusedCode(client) }
        case .refusedRefresh: _ = try await traveller.refusedRefresh(customer)
        case .withdrawnAccess: _ = try await traveller.withdrawnAccess(customer)
        case .unknownReference: _ = try await traveller.unknownReference(customer)
        case .choice: _ = try await traveller.choice(customer)
        case .code: _ = try await traveller.mistypedCode(customer)
        case .export: _ = try await traveller.visit(customer)
        }
    }

    private static func prefix(of journey: Journey) -> String {
        switch journey {
        case .signIn, .wrongPassword, .refusedCode, .refusedRefresh, .withdrawnAccess, .unknownReference:
            "TEST_CUSTOMER"
        case .choice: "TEST_CHOICE"
        case .code: "TEST_CODE"
        case .export: "TEST_EXPORT"
        }
    }
}
