/// What is around every page: where it is mounted, whose it is, and in which language.
public struct Chrome: Sendable, Hashable {
    /// The path that the web server mounts us at: empty, or such as `/connect/lunar`.
    public var mount: String
    /// The connect token, which every link and form carries on.
    public var token: String?
    /// The language of the page's own texts.
    public var language: Language
    /// The provider's name as customers know it.
    public var providerName: String?
    /// The provider's logo. Shown where it is an https URL.
    public var logoURL: String?
    /// The provider's colour, `#rrggbb`. Anything else is left out.
    public var accent: String?
    /// False marks the page as a test.
    public var liveMode: Bool
    /// Who wants to read the tariff, for the login page.
    public var accountName: String?

    /// Describes what is around a page; see the properties.
    public init(
        mount: String = "", token: String? = nil, language: Language = .english, providerName: String? = nil,
        logoURL: String? = nil, accent: String? = nil, liveMode: Bool = true, accountName: String? = nil
    ) {
        self.mount = mount
        self.token = token
        self.language = language
        self.providerName = providerName
        self.logoURL = logoURL
        self.accent = accent
        self.liveMode = liveMode
        self.accountName = accountName
    }
}
