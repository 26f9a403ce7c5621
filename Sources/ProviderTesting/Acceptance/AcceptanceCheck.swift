/// One thing that a provider has to do right: a named test case.
public enum AcceptanceCheck: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case goodLogin = "good_login"
    case laterRead = "later_read"
    case wrongPassword = "wrong_password"
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
        case .unknownReference: [.unknownReference]
        case .forgedAccount: [.choice]
        case .wrongCode: [.code]
        default: [.signIn]
        }
    }
}
