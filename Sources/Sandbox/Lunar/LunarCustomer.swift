/// A customer of Lunar Energy: the account, how the site treats its login, and its contracts.
struct LunarCustomer: Sendable, Hashable {
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

    let account: DemoCustomer
    var behaviour = Behaviour.normal
    let contracts: [LunarContract]

    init(_ name: String, _ shows: String, behaviour: Behaviour = .normal, contracts: [LunarContract] = []) {
        account = DemoCustomer(of: .lunarEnergy, email: "\(name)@lunar.example", shows: shows)
        self.behaviour = behaviour
        self.contracts = contracts
    }

    var email: String { account.email }
    var password: String { account.password }

    /// Lunar Energy's own id of the customer.
    var customerID: String { "cust-" + email.prefix { $0 != "@" } }
}
