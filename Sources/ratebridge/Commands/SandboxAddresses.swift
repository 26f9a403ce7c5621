import ProviderKit
import Sandbox

/// Where the parts of a running Sandbox are reached, as the variables that point to them.
struct SandboxAddresses: Sendable {
    let port: Int

    var base: String { "http://localhost:\(port)" }

    /// The paths of the providers' own sites, by the provider's name in configuration.
    private static let sites = ["lunar-energy": "lunar", "octopus-energy-uk": "octopus/v1/graphql/"]

    /// What to set for FlatPeak, for Connect, and for each provider. A provider without a site of its own begins as a copy
    /// of the starter, whose site plays it.
    func settings(for profiles: [ProviderProfile]) -> [(name: String, value: String)] {
        let app = Sandbox.Configuration()
        return [
            ("FLATPEAK_API_URL", "\(base)/flatpeak"), ("FLATPEAK_ACCOUNT_ID", app.accountID),
            ("FLATPEAK_API_KEY", app.apiKey), ("CONNECT_API_URL", "\(base)/connect"),
        ]
            + profiles.flatMap { profile in
                profile.loginFields.isEmpty
                    ? oauth2Settings(profile)
                    : [("\(profile.variablePrefix)API_URL", "\(base)/\(Self.sites[profile.slug] ?? "lunar")")]
            }
    }

    /// A provider without a login form signs in at the sandbox's Tibber.
    private func oauth2Settings(_ profile: ProviderProfile) -> [(name: String, value: String)] {
        let client = Sandbox.Configuration()
        return [
            ("API_URL", "\(base)/tibber/v1-beta/gql"), ("AUTHORIZE_URL", "\(base)/tibber/connect/authorize"),
            ("TOKEN_URL", "\(base)/tibber/connect/token"), ("CLIENT_ID", client.tibberClientID),
            ("CLIENT_SECRET", client.tibberClientSecret),
        ].map { ("\(profile.variablePrefix)\($0)", $1) }
    }
}
