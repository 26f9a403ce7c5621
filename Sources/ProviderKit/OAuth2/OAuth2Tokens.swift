public import FoundationEssentials

/// What a token endpoint issued (RFC 6749 section 5.1). A provider's grant holds it, and so it is stored sealed.
public struct OAuth2Tokens: Sendable, Codable, Equatable {
    /// For the provider's API.
    public let accessToken: Secret
    /// For the next access token; `nil` where the server issues none.
    public let refreshToken: Secret?
    /// When the access token ends, in seconds since 1970.
    public let expiresAt: Int
    /// Names one sign-in of one customer; tokens that are renewed keep it. Secret, because whoever knows it could ask for
    /// the newest tokens of that sign-in.
    let lineage: Secret
    /// How often the tokens have been renewed since the sign-in.
    public let generation: Int

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
        case expiresAt = "expires_at"
        case lineage, generation
    }

    /// The tokens of a new sign-in; see the properties.
    public init(accessToken: Secret, refreshToken: Secret?, expiresAt: Int) {
        self.init(
            accessToken: accessToken, refreshToken: refreshToken, expiresAt: expiresAt,
            lineage: Secret(Base64URL.random(bytes: 16)), generation: 0)
    }

    private init(accessToken: Secret, refreshToken: Secret?, expiresAt: Int, lineage: Secret, generation: Int) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.expiresAt = expiresAt
        self.lineage = lineage
        self.generation = generation
    }

    /// Whether the access token is good for another minute: clocks differ, and a call takes time.
    public func isFresh(at now: Date) -> Bool {
        Int(now.timeIntervalSince1970) + 60 < expiresAt
    }

    /// These tokens as the next of a sign-in. A server that issues no new refresh token means the old one to be kept
    /// (RFC 6749 section 6).
    func following(_ earlier: OAuth2Tokens) -> OAuth2Tokens {
        OAuth2Tokens(
            accessToken: accessToken, refreshToken: refreshToken ?? earlier.refreshToken, expiresAt: expiresAt,
            lineage: earlier.lineage, generation: earlier.generation + 1)
    }

    /// The later of two states of one sign-in.
    func newer(of other: OAuth2Tokens?) -> OAuth2Tokens {
        guard let other, other.lineage == lineage, other.generation > generation else { return self }
        return other
    }

    /// Names the sign-in where its lineage must not be seen: 64 hex digits, fit for a file name.
    var lineageID: String { lineage.digest }
}
