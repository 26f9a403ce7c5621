/// The provider that a new one begins as a copy of, so that what is written is never older than what the guide explains.
enum Starter: Sendable, Hashable {
    /// A login form: LunarEnergy.
    case loginForm
    /// A sign-in on the provider's own website: Tibber.
    case oauth2

    /// The module.
    var type: String {
        switch self {
        case .loginForm: "LunarEnergy"
        case .oauth2: "Tibber"
        }
    }

    var folders: [String] { ["Sources/\(type)", "Tests/\(type)Tests"] }

    /// The variable of `.env.blank` that a new provider's follow.
    var lastVariable: String {
        switch self {
        case .loginForm: "LUNAR_ENERGY_API_URL="
        case .oauth2: "TIBBER_TOKEN_URL="
        }
    }

    /// A new provider's lines in `.env.blank`.
    func variables(of name: ProviderName) -> [String] {
        let variable = { (part: String) in "\(name.instance)_\(part)=" }
        return switch self {
        case .loginForm: [variable("API_URL")]
        case .oauth2:
            [
                "",
                "# \(name.display): the client that is registered there, with PUBLIC_URL/callback as its redirect URI.",
            ]
                + ["CLIENT_ID", "CLIENT_SECRET", "API_URL", "AUTHORIZE_URL", "TOKEN_URL"].map(variable)
        }
    }

    /// What only the starter says of itself.
    var introduction: String {
        switch self {
        case .loginForm: "/// Lunar Energy, the provider of FlatPeak's guide: read it first, and copy it.\n"
        case .oauth2:
            "/// Tibber, the provider to copy for one whose customers sign in on its own website (FlatPeak protocol, section 7).\n"
        }
    }
}
