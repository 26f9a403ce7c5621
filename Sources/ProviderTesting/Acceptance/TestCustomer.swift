/// An account that a provider is tried out with.
///
/// What stands in the tests is a stand-in, or a demo login: a recording against the real site takes login and password from
/// the environment, and replaces them in the cassette.
public struct TestCustomer: Sendable {
    /// The login form's fields by name.
    public var credentials: [String: String]
    /// The one-time code, where the provider asks for one.
    public var code: String?
    /// The id of the account to choose; `nil` chooses the first that is offered.
    public var account: String?

    /// An account with e-mail address (or customer number) and password.
    public init(login: String, password: String, code: String? = nil, account: String? = nil) {
        self.init(credentials: ["login": login, "password": password], code: code, account: account)
    }

    /// An account with the fields of a login form of the provider's own.
    public init(credentials: [String: String], code: String? = nil, account: String? = nil) {
        self.credentials = credentials
        self.code = code
        self.account = account
    }

    /// The same account with what the environment says: `PREFIX_USER` for the field `login`, `PREFIX_PASSWORD`,
    /// `PREFIX_CODE`, `PREFIX_ACCOUNT`, and `PREFIX_FIELD` for other fields.
    func overridden(by environment: [String: String], prefix: String) -> TestCustomer {
        func value(_ name: String) -> String? {
            environment["\(prefix)_\(name.uppercased())"].flatMap { $0.isEmpty ? nil : $0 }
        }
        var customer = self
        for (field, old) in credentials {
            customer.credentials[field] = value(field == "login" ? "user" : field) ?? old
        }
        customer.code = value("code") ?? code
        customer.account = value("account") ?? account
        return customer
    }
}
