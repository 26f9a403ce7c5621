public import ProviderKit

/// A page of the Connect flow, with what it shows.
public enum Page: Sendable {
    /// The login form. `values` are put back into their fields, secrets never.
    case login(fields: [LoginField], values: [String: String])
    /// The way to the provider's own login, in place of a form.
    case signIn
    /// The provider said no to the login.
    case failedLogin
    /// The customer's decision. `accountName` is who wants to read the tariff.
    case consent(accountName: String, privacyURL: String?, termsURL: String?)
    /// A one-time code. `hint` says where it was sent.
    case code(hint: String?, problem: CodeProblem?, attemptsLeft: Int?)
    /// More than one contract. `problem` asks for a choice again.
    case accounts([AccountChoice], problem: Bool)
    /// The login works and there is no tariff.
    case noTariffs
    /// The error page.
    case problem(Problem)
}

/// What was wrong with the last code.
public enum CodeProblem: Sendable, Hashable {
    /// It is not the one that was sent.
    case wrong
    /// It was right once.
    case expired
}
