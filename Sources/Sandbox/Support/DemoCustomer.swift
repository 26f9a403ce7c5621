/// A customer of one of the Sandbox's energy providers: an account to sign in with, and the case that it shows.
public struct DemoCustomer: Sendable, Hashable {
    /// The provider's name in configuration, such as `lunar-energy`.
    public let provider: String
    /// The address to sign in with.
    public let email: String
    /// The password; the same for all.
    public let password: String
    /// The case, in one line.
    public let shows: String

    /// Everybody's password.
    public static let password = "moonlight"
    /// The one-time code that is right, where one is asked for.
    public static let code = "246810"
    /// A one-time code that has expired.
    public static let expiredCode = "135790"

    init(of provider: EnergyProvider, email: String, shows: String) {
        self.provider = provider.slug
        self.email = email
        password = Self.password
        self.shows = shows
    }

    /// Every customer of every provider.
    static let all =
        LunarCustomer.table.map(\.account) + KrakenCustomer.table.map(\.account) + TibberCustomer.table.map(\.account)
}
