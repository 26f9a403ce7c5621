import Foundation
import Testing

@testable import Sandbox

@Suite struct SupportTests {
    @Test func `the same seed gives the same ids`() {
        let (one, two) = (IDGenerator(seed: 7), IDGenerator(seed: 7))
        #expect((0..<5).map { _ in one.next("cot") } == (0..<5).map { _ in two.next("cot") })
    }

    @Test func `ids do not repeat`() {
        let ids = IDGenerator(seed: 7)
        #expect(Set((0..<1_000).map { _ in ids.next("cot") }).count == 1_000)
    }

    @Test func `all that HTML gives a meaning is escaped`() {
        #expect(HTML.escape("<a href='x'>\"&\"</a>") == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;")
    }

    @Test(arguments: [
        ("https://a.test/x", "https://a.test/x?k=v%20%26"), ("https://a.test/?q=1", "https://a.test/?q=1&k=v%20%26"),
        ("https://a.test/#top", "https://a.test/?k=v%20%26#top"), ("my-app://back", "my-app://back?k=v%20%26"),
    ])
    func `a parameter goes into the query`(address: String, expected: String) {
        #expect(WebAddress.appending(["k": "v &"], to: address) == expected)
    }

    @Test(arguments: ["https://a.test", "http://localhost:1/x", "myapp://oauth-callback/flatpeak"])
    func `web addresses and deep links are allowed`(address: String) {
        #expect(WebAddress.isAllowed(address))
    }

    @Test(arguments: [
        "javascript://x", "data://x", "file:///etc", "/path", "a.test", "https://", "https://a\nb", "1x://y",
    ])
    func `scripts, files and fragments of addresses are not`(address: String) {
        #expect(!WebAddress.isAllowed(address))
    }

    @Test(arguments: [("http://a.test/m", "/x"), ("http://a.test/m/", "/x"), ("http://a.test/m//", "x")])
    func `a path is joined with one slash`(base: String, path: String) {
        #expect(WebAddress.joining(base, path) == "http://a.test/m/x")
    }

    @Test func `numbers keep their digits through JSON`() throws {
        let value = try JSONValue(json: Data(#"{"a":0.0700035,"b":[true,null,"x"]}"#.utf8))
        #expect(String(decoding: try value.json(), as: UTF8.self) == #"{"a":0.0700035,"b":[true,null,"x"]}"#)
    }

    @Test func `the clock goes forward and back to its source`() {
        let clock = SandboxClock { noon }
        clock.advance(seconds: 60)
        #expect(clock.now == noon.addingTimeInterval(60))
        clock.reset()
        #expect(clock.now == noon)
    }
}
