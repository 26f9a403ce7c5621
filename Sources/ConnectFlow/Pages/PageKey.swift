/// The values that page templates can use.
enum PageKey: String, TemplateKey {
    // Every page.
    case title, lang, dir, mount, query, token, stylesheet, script, accent, provider, logo, account, isTest
    // The login form.
    case fields, name, label, type, autocomplete, inputMode, value, hint, isRequired, isPassword
    // The code and the choice of a contract; `hint` and `name` as above.
    case problem, attempts, accounts, id, place, description, isProblem
    // Consent.
    case privacyURL, termsURL, hasLinks
    // The error page.
    case lead, message, reference, canRetry, closeRoute

    var beginsURL: Bool {
        switch self {
        case .mount, .logo, .privacyURL, .termsURL: true
        default: false
        }
    }
}

/// The template of each page. The names are FlatPeak's own for its pages.
enum PageTemplate: String, CaseIterable, Sendable {
    case login = "auth_metadata_capture"
    case signIn = "auth_metadata_capture_oauth2"
    case failedLogin = "failed_login"
    case consent = "consent_capture"
    case code = "mfa_capture"
    case accounts = "multiple_available_tariffs"
    case noTariffs = "no_available_tariffs"
    case problem = "error"
}

extension Page {
    var template: PageTemplate {
        switch self {
        case .login: .login
        case .signIn: .signIn
        case .failedLogin: .failedLogin
        case .consent: .consent
        case .code: .code
        case .accounts: .accounts
        case .noTariffs: .noTariffs
        case .problem: .problem
        }
    }
}
