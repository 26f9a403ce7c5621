import ProviderKit

extension ProviderError {
    /// What an integrator at the console does about it.
    func advice(for profile: ProviderProfile) -> String {
        let api = "\(profile.variablePrefix)API_URL"
        return switch self {
        case .invalidCredentials:
            "check TEST_CUSTOMER_USER and TEST_CUSTOMER_PASSWORD, in the environment or in .env (the environment wins)."
        case .invalidCode: "look at the newest message; the code before it no longer counts."
        case .expiredCode: "run this again and use the code that comes then."
        case .invalidSelection: "take one of the ids that are listed without --account."
        case .rateLimited(let seconds):
            "wait \(seconds.map { "\($0) seconds" } ?? "some minutes"); each run of this test is a login."
        case .unavailable:
            "check \(api) and the network. Without the real site: start `ratebridge sandbox` in another terminal and set "
                + "\(api) to what it prints."
        case .timedOut: "try again, or give it longer with --timeout SECONDS."
        case .unexpectedAnswer:
            "compare the types that decode the answer with what the provider sends; check that \(api) is its API and no "
                + "web page."
        case .noTariff: "use a test customer with a live contract."
        case .unknownReference: "check --reference: it is what the capture step prints."
        case .ratesIncomplete: "try again once the provider has published the day's prices."
        case .tariffHoursUnknown:
            "set the hours in the variables that begin with \(profile.variablePrefix), see .env.blank."
        case .unsupportedTariff: "teach convert this kind of tariff, with a test."
        case .codeRequired, .selectionRequired:
            "let authorise return .needs(…) for this customer, so that it is asked before capture."
        case .reauthorisationRequired: "run this again; if it stays, look at how long the provider's tokens live."
        }
    }
}
