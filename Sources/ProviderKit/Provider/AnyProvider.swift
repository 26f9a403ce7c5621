import FoundationEssentials

/// A provider of whatever type, as the flow uses it.
///
/// Grants are opaque to the flow: it carries them, and asks for their JSON form where they leave the process.
public struct AnyProvider: Sendable {
    /// Id, names and login form.
    public let profile: ProviderProfile
    /// The authorisation server to send customers to; `nil` for a provider with a login form.
    public let oauth2: OAuth2Client?
    private let functions: any Functions

    /// Wraps a provider, in the way of its kind.
    public init(_ provider: some Provider) { self = provider.erased }

    fileprivate init<P: Provider>(_ provider: P, _ oauth2: OAuth2Client?) {
        profile = P.profile
        self.oauth2 = oauth2
        functions = Wrapped(provider: provider)
    }

    /// A provider's grant.
    public struct Grant: Sendable {
        fileprivate let value: any Codable & Sendable

        /// The JSON form.
        ///
        /// - Parameter secrets: what becomes of its secrets.
        /// - Returns: the members of the JSON object that it encodes to.
        /// - Throws: `EncodingError` or `DecodingError` where it encodes to something else.
        public func members(_ secrets: SecretCoding) throws -> [String: JSONValue] {
            let encoder = JSONEncoder()
            encoder.userInfo = secrets.userInfo
            return try JSONDecoder().decode([String: JSONValue].self, from: encoder.encode(value))
        }

        /// The tokens of a provider with OAuth2.
        public var oauth2Tokens: OAuth2Tokens? { (value as? any OAuth2Grant)?.tokens }

        /// The same with other tokens; nothing else where it has none.
        public func with(_ tokens: OAuth2Tokens) -> Grant {
            guard let grant = value as? any OAuth2Grant else { return self }
            return Grant(value: grant.with(tokens))
        }
    }

    /// What a sign-in came to: how far it got, and what is still needed, if anything.
    public struct Outcome: Sendable {
        /// What to keep.
        public let grant: Grant
        /// What the customer has to add; `nil` when nothing.
        public let requirement: ExtraRequirement?
    }

    /// A tariff in FlatPeak's form, with the contract's reference in it.
    public struct Reading: Sendable {
        /// The converted tariff.
        public let tariff: Tariff
        /// Where the meter is, if the provider says.
        public let postalAddress: PostalAddress?
    }

    /// See ``Provider/authorise(_:in:)``. Tokens are what an authorisation server has just issued.
    public func authorise(
        _ credentials: Credentials, previous: Grant? = nil, tokens: OAuth2Tokens? = nil, in context: ProviderContext
    ) async throws(ProviderError) -> Outcome {
        try await functions.authorise(credentials, previous, tokens, context)
    }

    /// See ``Provider/captureExtraAuthData(_:for:in:)``.
    public func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Outcome
    { try await functions.captureExtraAuthData(answer, grant, context) }

    /// ``Provider/capture(_:reference:in:)``, then ``Provider/convert(_:)``.
    public func read(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Reading
    { try await functions.read(grant, reference, context) }

    /// Reads a grant back from its JSON form; `nil` for what this provider did not write (or an older version of it).
    public func grant(from members: [String: JSONValue], _ secrets: SecretCoding) -> Grant? {
        functions.grant(members, secrets)
    }
}

extension AnyProvider {
    fileprivate protocol Functions: Sendable {
        func authorise(
            _ credentials: Credentials, _ previous: Grant?, _ tokens: OAuth2Tokens?, _ context: ProviderContext
        ) async throws(ProviderError) -> Outcome
        func captureExtraAuthData(_ answer: ExtraAnswer, _ grant: Grant, _ context: ProviderContext)
            async throws(ProviderError) -> Outcome
        func read(_ grant: Grant, _ reference: String?, _ context: ProviderContext) async throws(ProviderError)
            -> Reading
        func grant(_ members: [String: JSONValue], _ secrets: SecretCoding) -> Grant?
    }

    private struct Wrapped<P: Provider>: Functions {
        let provider: P

        func authorise(
            _ credentials: Credentials, _ previous: Grant?, _ tokens: OAuth2Tokens?, _ context: ProviderContext
        ) async throws(ProviderError) -> Outcome {
            let signIn = SignIn(
                credentials: credentials, previous: previous?.value as? P.Grant, tokens: tokens)
            return outcome(of: try await provider.authorise(signIn, in: context))
        }

        func captureExtraAuthData(_ answer: ExtraAnswer, _ grant: Grant, _ context: ProviderContext)
            async throws(ProviderError) -> Outcome
        {
            outcome(of: try await provider.captureExtraAuthData(answer, for: try own(grant), in: context))
        }

        func read(_ grant: Grant, _ reference: String?, _ context: ProviderContext) async throws(ProviderError)
            -> Reading
        {
            let captured = try await provider.capture(try own(grant), reference: reference, in: context)
            // That contract and no other, whatever a provider's code does with the reference.
            guard reference == nil || reference == captured.referenceID else { throw .unknownReference }
            var tariff = try provider.convert(captured.tariff)
            tariff.providerTariffReference = captured.referenceID
            return Reading(tariff: tariff, postalAddress: captured.postalAddress)
        }

        func grant(_ members: [String: JSONValue], _ secrets: SecretCoding) -> Grant? {
            let decoder = JSONDecoder()
            decoder.userInfo = secrets.userInfo
            let data = Data(JSONValue.object(members).serialised())
            return (try? decoder.decode(P.Grant.self, from: data)).map(Grant.init)
        }

        private func outcome(of authorisation: Authorisation<P.Grant>) -> Outcome {
            switch authorisation {
            case .complete(let grant): Outcome(grant: Grant(value: grant), requirement: nil)
            case .needs(let requirement, let grant): Outcome(grant: Grant(value: grant), requirement: requirement)
            }
        }

        private func own(_ grant: Grant) throws(ProviderError) -> P.Grant {
            guard let own = grant.value as? P.Grant else {
                throw .reauthorisationRequired("what was stored belongs to another provider")
            }
            return own
        }
    }
}

extension Provider {
    /// As the flow uses it.
    public var erased: AnyProvider { AnyProvider(self, nil) }
}

extension OAuth2Provider {
    /// As the flow uses it: with tokens that are renewed.
    public var erased: AnyProvider { AnyProvider(RenewingProvider(self), oauth2) }
}
