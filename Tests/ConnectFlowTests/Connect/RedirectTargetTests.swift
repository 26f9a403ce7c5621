import Testing

@testable import ConnectFlow

@Suite struct `Redirects to the app` {
    @Test(arguments: RedirectPayloads.hostile)
    func `a hostile address is refused`(text: String) { #expect(RedirectTarget(text) == nil) }

    @Test(arguments: RedirectPayloads.friendly)
    func `an app's address passes unchanged`(text: String) { #expect(RedirectTarget(text)?.location == text) }

    @Test func `the list is several hundred long`() { #expect(RedirectPayloads.hostile.count > 900) }

    @Test func `the longest that passes is 2048 bytes`() {
        let start = "https://app.example/"
        #expect(RedirectTarget(start + String(repeating: "a", count: 2048 - start.utf8.count)) != nil)
        #expect(RedirectTarget(start + String(repeating: "a", count: 2049 - start.utf8.count)) == nil)
    }
}
