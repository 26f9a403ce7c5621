import ProviderKit

/// The texts that code chooses. Templates name theirs themselves.
enum PageText: Hashable, Sendable {
    case unknownProvider, unknownAccount
    case title(PageTemplate)
    case problemTitle(Problem.Kind)
    case problemLead(Problem.Kind)
    case code(CodeProblem)
    case field(LoginField.Kind)

    /// Its name in a language file.
    var name: String {
        switch self {
        case .unknownProvider: "common.provider"
        case .unknownAccount: "common.account"
        case .title(.login): "login.title"
        case .title(.signIn): "sign_in.title"
        case .title(.failedLogin): "failed_login.title"
        case .title(.consent): "consent.title"
        case .title(.code): "code.title"
        case .title(.accounts): "accounts.title"
        case .title(.noTariffs): "no_tariffs.title"
        case .title(.problem): "problem.internalFault.title"
        case .problemTitle(let kind): "problem.\(kind.rawValue).title"
        case .problemLead(let kind): "problem.\(kind.rawValue).lead"
        case .code(.wrong): "code.wrong"
        case .code(.expired): "code.expired"
        case .field(let kind): "field.\(kind.rawValue)"
        }
    }

    /// All of them: each must be there when the pages are loaded.
    static let all: [PageText] =
        [.unknownProvider, .unknownAccount, .code(.wrong), .code(.expired)]
        + PageTemplate.allCases.map(Self.title)
        + Problem.Kind.allCases.flatMap { [.problemTitle($0), .problemLead($0)] }
        + LoginField.Kind.allCases.map(Self.field)
}
