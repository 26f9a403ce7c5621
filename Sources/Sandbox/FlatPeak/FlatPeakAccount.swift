/// The developer's account at FlatPeak: the app that customers connect their tariff to.
struct FlatPeakAccount: Sendable, Hashable {
    let id: String
    let apiKey: String
    /// The app's name, as the consent page shows it.
    let displayName: String
}
