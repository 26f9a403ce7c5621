import ProviderTesting

/// One thing that a careless provider does wrong, each caught by the check of the same line.
enum Flaw: String, CaseIterable, Sendable {
    case refusesEverybody
    case asksForCodeAgain
    case wrongPasswordIsOutage
    case outageIsWrongPassword
    case rateLimitIsWrongPassword
    case rateLimitLosesItsWait
    case silenceIsOutage
    case sleepsWhenNobodyAnswers
    case garbageIsWrongPassword
    case garbageIsNoContract
    case storesTokenInClear
    case storesPasswordInBase64
    case errorQuotesAnswer
    case referenceIsRandom
    case referenceIsEmpty
    case referenceIsShared
    case unknownReferenceFallsBack
    case convertCounts
    case leavesGap
    case keepsFractionOfSecond
    case hasExpired
    case alwaysImports
    case takesForgedAccount
    case wrongCodeIsWrongPassword
    case callsLess
    case callsElsewhere

    var check: AcceptanceCheck {
        switch self {
        case .refusesEverybody: .goodLogin
        case .asksForCodeAgain: .laterRead
        case .wrongPasswordIsOutage: .wrongPassword
        case .outageIsWrongPassword: .providerDown
        case .rateLimitIsWrongPassword, .rateLimitLosesItsWait: .rateLimited
        case .silenceIsOutage, .sleepsWhenNobodyAnswers: .hanging
        case .garbageIsWrongPassword, .garbageIsNoContract: .garbage
        case .storesTokenInClear, .storesPasswordInBase64: .nothingSecretStored
        case .errorQuotesAnswer: .errorsHoldNoSecret
        case .referenceIsRandom, .referenceIsEmpty, .referenceIsShared: .captureStable
        case .unknownReferenceFallsBack: .unknownReference
        case .convertCounts: .convertPure
        case .leavesGap: .tariffRules
        case .keepsFractionOfSecond: .tariffEncodings
        case .hasExpired: .datesAhead
        case .alwaysImports: .direction
        case .takesForgedAccount: .forgedAccount
        case .wrongCodeIsWrongPassword: .wrongCode
        case .callsLess, .callsElsewhere: .cassettes
        }
    }

    /// What the failure has to say, so that it is not caught by accident.
    var evidence: String {
        switch self {
        case .refusesEverybody: "authorise threw invalidCredentials"
        case .asksForCodeAgain: "asks for code, and nobody is there"
        case .wrongPasswordIsOutage: "authorise threw unavailable"
        case .outageIsWrongPassword: "unavailable is due"
        case .rateLimitIsWrongPassword: "threw invalidCredentials"
        case .rateLimitLosesItsWait: "with the wait of 120 s is due"
        case .silenceIsOutage: "timedOut is due"
        case .sleepsWhenNobodyAnswers: "has not returned"
        case .garbageIsWrongPassword, .garbageIsNoContract: "unexpectedAnswer is due"
        case .storesTokenInClear: "when it is printed"
        case .storesPasswordInBase64: "in clear"
        case .errorQuotesAnswer: "holds a secret"
        case .referenceIsRandom: "3 different references"
        case .referenceIsEmpty: "is empty"
        case .referenceIsShared: "two contracts of one customer"
        case .unknownReferenceFallsBack: "+ GET /prices/M-1"
        case .convertCounts: "gives another one"
        case .leavesGap: "gap_in_time_period"
        case .keepsFractionOfSecond: "reads back as another"
        case .hasExpired: "provider_tariff_expiry_date is 1970"
        case .alwaysImports: "EXPORT was asked for"
        case .takesForgedAccount: "not offered is accepted"
        case .wrongCodeIsWrongPassword: "invalidCode is due"
        case .callsLess: "never asked for"
        case .callsElsewhere: "matches no exchange"
        }
    }
}
