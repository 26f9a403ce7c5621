/// A customer of Lunar Energy in the Sandbox: an account to sign in with, and the case that it shows.
public struct DemoCustomer: Sendable, Hashable {
    /// How the site treats the login.
    enum Behaviour: Sendable, Hashable {
        case normal
        /// A one-time code is asked for after the password.
        case code
        /// The answer takes that many seconds.
        case slow(seconds: Double)
        /// No answer, ever.
        case hang
        /// 503.
        case down
        /// A web page where JSON is due.
        case broken
        /// 503 for everything after the login.
        case downLater
        /// 429, however few the attempts.
        case limited
    }

    /// The address to sign in with.
    public let email: String
    /// The password; the same for all.
    public let password: String
    /// The case, in one line.
    public let shows: String

    var behaviour = Behaviour.normal
    let contracts: [LunarContract]

    /// Everybody's password.
    public static let password = "moonlight"
    /// The one-time code that is right.
    public static let code = "246810"
    /// A one-time code that has expired.
    public static let expiredCode = "135790"

    init(_ name: String, _ shows: String, behaviour: Behaviour = .normal, contracts: [LunarContract] = []) {
        email = "\(name)@lunar.example"
        password = Self.password
        self.shows = shows
        self.behaviour = behaviour
        self.contracts = contracts
    }

    /// Lunar Energy's own id of the customer.
    var customerID: String { "cust-" + email.prefix { $0 != "@" } }
}
