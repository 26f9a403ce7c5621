import LunarEnergy
import OctopusEnergyUK
public import ProviderKit
import Tibber

/// Every provider that is built in, by the name that the `PROVIDER` variable has for it.
public enum Providers {
    private static let all: [any Provider.Type] = [
        LunarEnergy.self,
        OctopusEnergyUK.self,
        Tibber.self,
    ]

    /// The provider that serves where `PROVIDER` is not set.
    public static let standard = LunarEnergy.profile.slug

    /// What each provider tells about itself.
    public static var profiles: [ProviderProfile] { all.map { $0.profile } }

    /// Sets a provider up from its variables.
    ///
    /// - Throws: ``ConfigurationFault`` for a name that there is not, and for the provider's own settings.
    public static func make(_ slug: String, environment: EnvironmentVariables) throws(ConfigurationFault) -> AnyProvider
    {
        try make(type(slug), environment)
    }

    /// The provider itself, for tools that show its steps one by one.
    ///
    /// - Throws: ``ConfigurationFault`` for a name that there is not.
    public static func type(_ slug: String) throws(ConfigurationFault) -> any Provider.Type {
        guard let type = all.first(where: { $0.profile.slug == slug }) else {
            throw ConfigurationFault(
                variable: "PROVIDER", problem: "there is no provider '\(slug)'",
                fix: "one of: \(profiles.map(\.slug).joined(separator: ", "))")
        }
        return type
    }

    private static func make<P: Provider>(_ type: P.Type, _ environment: EnvironmentVariables)
        throws(ConfigurationFault)
        -> AnyProvider
    {
        AnyProvider(try P(settings: ProviderSettings(P.profile, values: environment.values)))
    }
}
