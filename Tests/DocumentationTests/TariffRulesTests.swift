import Foundation
import ProviderKit
import Testing

@Suite struct TariffRulesTests {
    @Test(arguments: TariffRule.allCases)
    func `the reference says of each rule what explain says`(_ rule: TariffRule) throws {
        let page = Page.root.appending(path: "Sources/ProviderKit/Documentation.docc/TariffRules.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("| `\(rule.rawValue)` | \(rule.title). \(rule.explanation) | \(rule.fix) |\n"))
    }
}
