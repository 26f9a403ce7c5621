import Testing

@testable import ProviderKit

@Suite struct `Provider errors` {
    private static let all: [(ProviderError, String)] = [
        (.invalidCredentials, "invalid_credentials"), (.invalidCode, "invalid_credentials"),
        (.expiredCode, "invalid_credentials"), (.invalidSelection, "selection_required"),
        (.rateLimited(retryAfter: nil), "rate_limited"), (.unavailable("x"), "provider_unavailable"),
        (.timedOut, "provider_timeout"), (.unexpectedAnswer("x"), "provider_unavailable"), (.noTariff, "no_tariff"),
        (.unknownReference, "unknown_reference"), (.ratesIncomplete("x"), "rates_incomplete"),
        (.tariffHoursUnknown("x"), "tariff_hours_unknown"), (.unsupportedTariff("x"), "unsupported_tariff"),
        (.codeRequired, "code_required"), (.selectionRequired, "selection_required"),
        (.reauthorisationRequired("x"), "reauthorisation_required"),
    ]

    @Test(arguments: all)
    func `each has its code`(error: ProviderError, code: String) { #expect(error.code == code) }

    @Test(arguments: all)
    func `each says in a sentence what happened`(error: ProviderError, code: String) {
        #expect(error.message.hasSuffix(".") && error.message.count > 20)
    }

    @Test func `no two say the same`() { #expect(Set(Self.all.map(\.0.message)).count == Self.all.count) }
}
