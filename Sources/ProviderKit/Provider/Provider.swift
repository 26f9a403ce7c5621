/// An energy provider: the one place where an integrator writes code.
///
/// Four functions, called in this order, first with a customer in front of a browser and then again and again by FlatPeak's
/// backend: ``authorise(_:in:)`` → (``captureExtraAuthData(_:for:in:)``) → ``capture(_:reference:in:)`` → ``convert(_:)``.
/// A provider has no state of its own; what one call has to hand to the next is its ``Grant``.
public protocol Provider<Grant, ProviderTariff>: Sendable {
    /// What `authorise` obtained and `capture` needs: an access token, cookies, the chosen contract.
    ///
    /// Encodes to a JSON object. It is stored by FlatPeak beside the form fields, its ``Secret`` members sealed, and comes
    /// back with each `/api/tariff_plan` as ``SignIn/previous``.
    associatedtype Grant: Codable & Sendable
    /// The tariff as the provider has it.
    associatedtype ProviderTariff: Sendable

    /// Id, names and login form.
    static var profile: ProviderProfile { get }

    /// Sets the provider up, once, when the program starts.
    ///
    /// - Parameter settings: the provider's own variables, such as `LUNAR_ENERGY_API_URL`.
    /// - Throws: ``ConfigurationFault`` that names the variable and the fix.
    init(settings: ProviderSettings) throws(ConfigurationFault)

    /// Signs the customer in.
    func authorise(_ signIn: SignIn<Grant>, in context: ProviderContext) async throws(ProviderError)
        -> Authorisation<Grant>

    /// Goes on with what the customer added; may ask for more (a code, then an account).
    func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>

    /// Reads the tariff.
    ///
    /// The reference is the ``Captured/referenceID`` of an earlier time: that contract and no other.
    func capture(_ grant: Grant, reference: String?, in context: ProviderContext) async throws(ProviderError)
        -> Captured<ProviderTariff>

    /// Converts to FlatPeak's tariff. Pure: no network, no clock, same in, same out.
    func convert(_ tariff: ProviderTariff) throws(ProviderError) -> Tariff

    /// As the flow uses it; nothing to write. Which of the two there are is known without a look through all types.
    var erased: AnyProvider { get }
}

extension Provider {
    /// For providers that never ask for more.
    public func captureExtraAuthData(_ answer: ExtraAnswer, for grant: Grant, in context: ProviderContext)
        async throws(ProviderError) -> Authorisation<Grant>
    { throw .invalidSelection }
}

/// What `authorise` is given.
public struct SignIn<Grant: Codable & Sendable>: Sendable {
    /// What the customer typed, now or at the time.
    public let credentials: Credentials
    /// The grant of an earlier sign-in, where FlatPeak's backend asks; `nil` with a customer in front of the browser.
    public let previous: Grant?
    /// What the authorisation server issued, where the customer has just come back from it; see ``OAuth2Provider``.
    public let tokens: OAuth2Tokens?

    /// Describes a sign-in; see the properties.
    public init(credentials: Credentials, previous: Grant? = nil, tokens: OAuth2Tokens? = nil) {
        self.credentials = credentials
        self.previous = previous
        self.tokens = tokens
    }
}
