public import FoundationEssentials

/// A provider's own environment variables.
public struct ProviderSettings: Sendable {
    private let values: [String: String]
    private let prefix: String

    /// Selects a provider's variables.
    ///
    /// - Parameters:
    ///   - profile: whose variables.
    ///   - values: the whole environment; an empty variable counts as unset.
    public init(_ profile: ProviderProfile, values: [String: String]) {
        self.values = values
        prefix = profile.variablePrefix
    }

    /// A variable by the part of its name behind the prefix: `settings["NIGHT_HOURS"]`.
    public subscript(name: String) -> String? {
        values[prefix + name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The whole name of a variable, for faults: `LUNAR_ENERGY_API_URL` for `API_URL`.
    public func name(of name: String) -> String { prefix + name }

    /// An address from the environment, or the provider's real one.
    ///
    /// - Throws: ``ConfigurationFault`` where it is no http or https address.
    public func url(_ name: String, default standard: String) throws(ConfigurationFault) -> URL {
        try ConfigurationFault.checkedURL(self[name] ?? standard, variable: prefix + name)
    }
}
