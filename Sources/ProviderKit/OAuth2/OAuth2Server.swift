public import FoundationEssentials

/// A provider's authorisation server, and what we are to it (RFC 6749).
public struct OAuth2Server: Sendable {
    /// Where the customer signs in and consents.
    public let authorizeURL: URL
    /// Where codes and refresh tokens are exchanged.
    public let tokenURL: URL
    /// Our client id.
    public let clientID: String
    /// Our client secret; `nil` for a public client.
    public let clientSecret: Secret?
    /// What is asked for.
    public let scopes: [String]
    /// The issuer that the server names in its answers (RFC 9207), if it does.
    public let issuer: String?

    /// Describes a server; see the properties.
    public init(
        authorizeURL: URL, tokenURL: URL, clientID: String, clientSecret: Secret? = nil, scopes: [String],
        issuer: String? = nil
    ) {
        self.authorizeURL = authorizeURL
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scopes = scopes
        self.issuer = issuer
    }

    /// The address to send the customer to (RFC 6749 section 4.1.1, RFC 7636 section 4.3), fit for a `Location` field.
    ///
    /// The server sends the customer back to the redirect URI, exactly as it is registered there, with the state, which
    /// proves that this session asked. Of the proof it is shown the challenge.
    public func authorizationURL(redirectURI: String, state: String, proof: ProofKey) -> String {
        authorizeURL.absoluteString + (authorizeURL.query() == nil ? "?" : "&")
            + FormText.encode([
                ("response_type", "code"), ("client_id", clientID), ("redirect_uri", redirectURI),
                ("scope", scopes.joined(separator: " ")), ("state", state), ("code_challenge", proof.challenge),
                ("code_challenge_method", "S256"),
            ])
    }
}

extension OAuth2Server {
    /// Reads a provider's own variables `AUTHORIZE_URL`, `TOKEN_URL`, `CLIENT_ID` and `CLIENT_SECRET`.
    /// The two addresses are those of the provider, for when their variables are not set.
    ///
    /// - Throws: ``ConfigurationFault`` without a client id: nobody can sign in then.
    public init(
        settings: ProviderSettings, authorizeURL: String, tokenURL: String, scopes: [String], issuer: String? = nil
    ) throws(ConfigurationFault) {
        guard let clientID = settings["CLIENT_ID"] else {
            throw ConfigurationFault(
                variable: settings.name(of: "CLIENT_ID"), problem: "is not set",
                fix: "register a client with the provider, with PUBLIC_URL and /callback behind it as redirect URI, "
                    + "and set this to the client's id")
        }
        self.init(
            authorizeURL: try settings.url("AUTHORIZE_URL", default: authorizeURL),
            tokenURL: try settings.url("TOKEN_URL", default: tokenURL), clientID: clientID,
            clientSecret: settings["CLIENT_SECRET"].map { Secret($0) }, scopes: scopes, issuer: issuer)
    }
}
