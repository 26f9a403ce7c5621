import ProviderKit

/// An energy company that Connect knows, as the customer can pick it.
struct EnergyProvider: Sendable, Hashable {
    /// `prv_` and 24 hexadecimal digits.
    let id: String
    /// The name that configuration uses, such as `lunar-energy`.
    let slug: String
    let displayName: String
    /// The logo's path on the Sandbox.
    let logoPath: String
    /// The colour of its pages; FlatPeak leaves it out for some providers.
    let accentColor: String?
    /// What the data of `auth_metadata_capture` must hold for this provider.
    let requiredFields: [String]
}

extension EnergyProvider {
    static let lunarEnergy = EnergyProvider(
        id: "prv_63a6087272941ef077a8fd3e", slug: "lunar-energy", displayName: "Lunar Energy",
        logoPath: "/lunar/logo.svg", accentColor: "#3b2f7f", requiredFields: ["login", "password"])

    /// FlatPeak has no colour for this one.
    static let octopusEnergyUK = EnergyProvider(
        id: "prv_64f1c0a7d92b3e58a1046c7e", slug: "octopus-energy-uk", displayName: "Octopus Energy",
        logoPath: "/octopus/logo.svg", accentColor: nil, requiredFields: ["login", "password"])

    /// Its customers sign in elsewhere: which fields hold their tokens is the integration's own affair.
    static let tibber = EnergyProvider(
        id: "prv_65b2d4e8f13c7a9065d82b1f", slug: "tibber", displayName: "Tibber", logoPath: "/tibber/logo.svg",
        accentColor: "#0e6b7d", requiredFields: [])

    /// Everything the customer can choose from.
    static let all = [lunarEnergy, octopusEnergyUK, tibber]

    /// A provider that the Sandbox has no site for.
    init(_ profile: ProviderProfile) {
        self.init(
            id: profile.flatPeakID, slug: profile.slug, displayName: profile.displayName, logoPath: "/lunar/logo.svg",
            accentColor: nil, requiredFields: profile.loginFields.filter(\.isRequired).map(\.name))
    }
}

extension [EnergyProvider] {
    /// Finds a provider by its id or its slug.
    func named(_ name: String) -> EnergyProvider? {
        first { $0.id == name || $0.slug == name }
    }
}
