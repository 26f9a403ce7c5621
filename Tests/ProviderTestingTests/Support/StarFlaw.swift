import ProviderTesting

/// One thing that a careless provider with OAuth2 does wrong, each caught by the check of the same line.
enum StarFlaw: String, CaseIterable, Sendable {
    case asksInClear
    case asksTwice
    case asksInFragment
    case asksForNothing
    case exchangesElsewhere
    case renewsWithOldToken
    case callsWithOldToken
    case losesNewestToken
    case refusedRefreshIsWrongPassword
    case refusedTokenIsWrongPassword
    case refusedTokenIsOutage
    case asksForChoiceAgain
    case rateLimitIsRefusedToken
    case outageIsRefusedToken
    case storesTokenInClear
    case errorQuotesAnswer
    case takesForgedAccount

    var check: AcceptanceCheck {
        switch self {
        case .asksInClear, .asksTwice, .asksInFragment, .asksForNothing: .authorisationRequest
        case .exchangesElsewhere: .refusedCode
        case .renewsWithOldToken, .callsWithOldToken, .losesNewestToken: .renewal
        case .refusedRefreshIsWrongPassword: .refusedRefresh
        case .refusedTokenIsWrongPassword, .refusedTokenIsOutage: .withdrawnAccess
        case .asksForChoiceAgain: .laterRead
        case .rateLimitIsRefusedToken: .rateLimited
        case .outageIsRefusedToken: .providerDown
        case .storesTokenInClear: .nothingSecretStored
        case .errorQuotesAnswer: .errorsHoldNoSecret
        case .takesForgedAccount: .forgedAccount
        }
    }

    /// What the failure has to say, so that it is not caught by accident.
    var evidence: String {
        switch self {
        case .asksInClear: "is not https"
        case .asksTwice: "'response_type' is there 2 times"
        case .asksInFragment: "has a fragment"
        case .asksForNothing: "'scope' is there without a value"
        case .exchangesElsewhere: "invalidCode is due"
        case .renewsWithOldToken: "refresh_token={{secret:refresh_token}}"
        case .callsWithOldToken: "has an access token that was renewed before it"
        case .losesNewestToken: "request 3 holds other tokens"
        case .refusedRefreshIsWrongPassword: "threw invalidCredentials"
        case .refusedTokenIsWrongPassword: "threw invalidCredentials"
        case .refusedTokenIsOutage: "threw unavailable"
        case .asksForChoiceAgain: "asks for multipleAvailableTariffs, and nobody is there"
        case .rateLimitIsRefusedToken: "rateLimited is due"
        case .outageIsRefusedToken: "unavailable is due"
        case .storesTokenInClear: "in clear"
        case .errorQuotesAnswer: "holds a secret"
        case .takesForgedAccount: "not offered is accepted"
        }
    }
}
