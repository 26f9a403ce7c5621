/// One thing that a provider has to do right: a named test case.
public enum AcceptanceCheck: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case goodLogin = "good_login"
    case laterRead = "later_read"
    case providerDown = "provider_down"
    case rateLimited = "rate_limited"
    case hanging
    case garbage
    case nothingSecretStored = "nothing_secret_stored"
    case errorsHoldNoSecret = "errors_hold_no_secret"
    case captureStable = "capture_stable"
    case unknownReference = "unknown_reference"
    case convertPure = "convert_pure"
    case tariffRules = "tariff_rules"
    case tariffEncodings = "tariff_encodings"
    case datesAhead = "dates_ahead"
    case direction
    case forgedAccount = "forged_account"
    case wrongCode = "wrong_code"
    case cassettes

    // A login form of ours.
    case wrongPassword = "wrong_password"

    // OAuth2.
    case authorisationRequest = "authorisation_request"
    case refusedCode = "refused_code"
    case renewal
    case refusedRefresh = "refused_refresh"
    case withdrawnAccess = "withdrawn_access"

    /// The checks of a provider whose customers sign in in that way; a few need an account of their own as well.
    public static func all(for kind: SignInKind) -> [AcceptanceCheck] {
        allCases.filter { $0.signIn == nil || $0.signIn == kind }
    }

    /// The one way to sign in that it is about; `nil` for both.
    public var signIn: SignInKind? {
        switch self {
        case .wrongPassword: .loginForm
        case .authorisationRequest, .refusedCode, .renewal, .refusedRefresh, .withdrawnAccess: .oauth2
        default: nil
        }
    }

    /// The check in a few words; also the test case's name.
    public var title: String { text.title }

    /// What goes wrong for customers where it fails.
    public var meaning: String { text.meaning }

    /// What an integrator does about it.
    public var fix: String { text.fix }

    /// The code and the title.
    public var description: String { "\(rawValue): \(title)" }

    /// The journeys that it needs recorded.
    var journeys: [Journey] {
        switch self {
        case .wrongPassword: [.wrongPassword]
        case .refusedCode: [.refusedCode]
        case .refusedRefresh: [.refusedRefresh]
        case .withdrawnAccess: [.withdrawnAccess]
        case .unknownReference: [.unknownReference]
        case .forgedAccount: [.choice]
        case .wrongCode: [.code]
        default: [.signIn]
        }
    }
}
