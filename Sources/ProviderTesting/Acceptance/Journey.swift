/// What a customer does at a provider's, each recorded in a cassette of its own.
enum Journey: String, CaseIterable, Sendable {
    /// Signs in; FlatPeak's backend reads the tariff twice, and once more by its reference.
    case signIn = "sign-in"
    /// Mistypes the password.
    case wrongPassword = "wrong-password"
    /// Signs in; FlatPeak's backend asks for a contract that the account does not hold.
    case unknownReference = "unknown-reference"
    /// Chooses among contracts, first with a forged id.
    case choice
    /// Types a one-time code, first a wrong one.
    case code
    /// Connects what the home sells.
    case export

    /// What it is, for the first lines of the cassette.
    var summary: String {
        switch self {
        case .signIn: "The right login; the tariff is read twice, and once more by its reference."
        case .wrongPassword: "A wrong password."
        case .unknownReference: "The right login, and a reference that the account does not hold."
        case .choice: "Several live contracts: a forged choice, then each of the first two."
        case .code: "A one-time code: a wrong one, then the right one."
        case .export: "The right login, for what the home sells."
        }
    }

    /// What a password, a code, an account and a contract are called that there are none of.
    static let wrongPasswordText = "not-the-password"
    static let wrongCodeText = "000000"
    static let forgedAccountID = "no-such-account"
    static let unknownReferenceID = "no-such-contract"
}
