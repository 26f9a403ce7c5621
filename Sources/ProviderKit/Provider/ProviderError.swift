/// Every way in which a provider's side can say no, so that a customer is told the truth ("wrong password" only when it was).
///
/// The texts are for logs and for FlatPeak's backend; they never hold a secret or anything the customer typed.
public enum ProviderError: Error, Hashable, Sendable {
    /// The provider does not know this login and password together.
    case invalidCredentials
    /// The one-time code is not the one that was sent.
    case invalidCode
    /// The one-time code was right once.
    case expiredCode
    /// The chosen account is none of those offered.
    case invalidSelection
    /// Too many requests; the provider names seconds to wait, perhaps.
    case rateLimited(retryAfter: Int?)
    /// The provider cannot be reached, or says that it is down.
    case unavailable(String)
    /// The provider did not answer in time.
    case timedOut
    /// The provider answered something that is no answer: HTML for JSON, a missing field.
    case unexpectedAnswer(String)
    /// There is no live contract to read.
    case noTariff
    /// The account does not hold the contract that was asked for.
    case unknownReference
    /// The provider has not published a price for every part of the day.
    case ratesIncomplete(String)
    /// The tariff has prices by time of day, but the provider does not say which times.
    case tariffHoursUnknown(String)
    /// A kind of tariff that the integration does not know.
    case unsupportedTariff(String)
    /// A one-time code is needed, and nobody is there to type it.
    case codeRequired
    /// Several contracts are live, and none was chosen.
    case selectionRequired
    /// The customer has to sign in once more.
    case reauthorisationRequired(String)

    /// The code in the answer of `/api/tariff_plan` (FlatPeak protocol, section 3).
    public var code: String {
        switch self {
        case .invalidCredentials, .invalidCode, .expiredCode: "invalid_credentials"
        case .rateLimited: "rate_limited"
        case .unavailable, .unexpectedAnswer: "provider_unavailable"
        case .timedOut: "provider_timeout"
        case .selectionRequired, .invalidSelection: "selection_required"
        case .codeRequired: "code_required"
        case .noTariff: "no_tariff"
        case .unknownReference: "unknown_reference"
        case .ratesIncomplete: "rates_incomplete"
        case .tariffHoursUnknown: "tariff_hours_unknown"
        case .unsupportedTariff: "unsupported_tariff"
        case .reauthorisationRequired: "reauthorisation_required"
        }
    }

    /// What happened, in a sentence for FlatPeak's backend and for the log.
    public var message: String {
        switch self {
        case .invalidCredentials: "The provider does not accept this login and password."
        case .invalidCode: "The one-time code is wrong."
        case .expiredCode: "The one-time code has expired."
        case .invalidSelection: "The chosen account is none of the customer's."
        case .rateLimited: "The provider limits the number of requests; try again later."
        case .unavailable(let detail): "The provider is unavailable: \(detail)."
        case .timedOut: "The provider did not answer in time."
        case .unexpectedAnswer(let detail): "The provider's answer cannot be read: \(detail)."
        case .noTariff: "The account has no live contract."
        case .unknownReference: "The account does not hold the contract with this reference_id."
        case .ratesIncomplete(let detail): "The provider has not published every price of the day: \(detail)."
        case .tariffHoursUnknown(let detail): "The provider does not say at which times its prices apply: \(detail)."
        case .unsupportedTariff(let detail): "This kind of tariff is not supported: \(detail)."
        case .codeRequired: "The provider asks for a one-time code; the customer has to sign in again."
        case .selectionRequired: "The account has several live contracts; the customer has to choose one."
        case .reauthorisationRequired(let detail): "The customer has to sign in again: \(detail)."
        }
    }
}
