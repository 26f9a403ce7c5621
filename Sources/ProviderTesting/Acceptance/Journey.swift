/// What a customer does at a provider's, each recorded in a cassette of its own.
enum Journey: String, CaseIterable, Sendable {
    /// Signs in; FlatPeak's backend reads the tariff twice, and once more by its reference.
    case signIn = "sign-in"
    /// Mistypes the password.
    case wrongPassword = "wrong-password"
    /// Comes back from the authorisation server with a code that it does not take.
    case refusedCode = "refused-code"
    /// Signs in; later the authorisation server does not take the refresh token.
    case refusedRefresh = "refused-refresh"
    /// Signs in; later the provider's API does not take the access token, and a renewed one it does.
    case withdrawnAccess = "withdrawn-access"
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
        case .refusedCode: "A code that the authorisation server does not take."
        case .refusedRefresh: "The right login, and later a refresh token that the authorisation server does not take."
        case .withdrawnAccess: "The right login, and later an access token that the API does not take: it is renewed."
        case .unknownReference: "The right login, and a reference that the account does not hold."
        case .choice: "Several live contracts: a forged choice, then each of the first two."
        case .code: "A one-time code: a wrong one, then the right one."
        case .export: "The right login, for what the home sells."
        }
    }

    /// The journeys of a provider whose customers sign in in that way; those beyond are made where there is an account.
    static func all(for kind: SignInKind) -> [Journey] {
        switch kind {
        case .loginForm: [.signIn, .wrongPassword, .unknownReference]
        case .oauth2: [.signIn, .refusedCode, .refusedRefresh, .withdrawnAccess, .unknownReference]
        }
    }

    /// What a password, a code, an account and a contract are called that there are none of.
    static let wrongPasswordText = "not-the-password"
    static let wrongCodeText = "000000"
    static let wrongAuthorisationCodeText = "not-the-authorisation-code"
    static let wrongAccessTokenText = "not-the-access-token"
    static let wrongRefreshTokenText = "not-the-refresh-token"
    /// What a text of ours in an error would be a leak of.
    static let wrongTexts = [
        wrongPasswordText, wrongAuthorisationCodeText, wrongAccessTokenText, wrongRefreshTokenText,
    ]
    /// What stands for the code that the browser brought when the cassette was recorded.
    static let replayedCodeText = "stand-in-for-code"
    static let forgedAccountID = "no-such-account"
    static let unknownReferenceID = "no-such-contract"
}
