import ProviderKit
import Testing

@testable import ratebridge

@Suite struct ExplanationTests {
    @Test(arguments: TariffRule.allCases) func everyRuleIsExplained(rule: TariffRule) {
        #expect(Explanation.named(rule.rawValue)?.title == rule.title)
    }

    @Test func aMisspeltRuleHasASuggestion() {
        #expect(Explanation.nearest(to: "gap_in_time_perod") == "gap_in_time_period")
    }

    @Test func nonsenseHasNone() {
        #expect(Explanation.nearest(to: "zzz") == nil)
    }

    @Test func dashesAndCapitalsAreForgiven() {
        #expect(Explanation.named("Gap-in-time-period")?.code == "gap_in_time_period")
    }

    @Test func connectsOwnCodesAreKnown() {
        #expect(Explanation.named("incomplete_time_period")?.code == "gap_in_time_period")
    }
}
