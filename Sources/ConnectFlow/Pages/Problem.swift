/// What the error page says.
public struct Problem: Sendable, Hashable {
    /// What happened. Each has a title and a line on what to do, in every language.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case invalidToken, missingToken, sessionLost, cookiesBlocked, crossSite, notFound, methodNotAllowed, tooLarge,
            unreadable
        case connectRefused, connectDown, connectTimeout, providerDown, providerTimeout, rateLimited
        case signInLost, signInDenied, signInFailed
        case tariffProblem, unsupported, busy, internalFault
    }

    /// What happened.
    public let kind: Kind
    /// The words of FlatPeak or of the provider, where they say more than the kind does.
    public let message: String?
    /// The request's identity, for whoever is asked for help.
    public let reference: String
    /// Whether "Try again" can help. It needs a token.
    public let canRetry: Bool
    /// The `route` that "Close" dismisses; nil leaves the button out. It needs a token.
    public let closeRoute: String?

    /// Describes a problem; see the properties.
    public init(
        _ kind: Kind, message: String? = nil, reference: String, canRetry: Bool = true, closeRoute: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.reference = reference
        self.canRetry = canRetry
        self.closeRoute = closeRoute
    }
}
