import Testing

@testable import ConnectFlow

@Suite struct `Connect tokens` {
    private let text = "cot_65df3e949a785c52283026ec"

    @Test(arguments: [
        "cot_65df3e949a785c52283026ec", "cot_12345678", "cot_a-Z_09azAZ", "cot_" + String(repeating: "x", count: 64),
    ])
    func `well-formed ones`(text: String) { #expect(ConnectToken(text)?.text == text) }

    @Test(arguments: [
        "", "cot_", "cot_1234567", "cot_" + String(repeating: "x", count: 65), "COT_12345678", "tok_12345678",
        "12345678",
        "cot_1234 5678", "cot_12345678\n", "cot_<script>", "cot_1234567é", "cot_12345678\0", "cot_%3Cscript",
        "cot_1234.5678",
        " cot_12345678", "cot_12345678\u{301}", "cot\u{5f}\u{338}12345678", "cot_../../etc", "cot_１２３４５６７８",
    ])
    func `malformed ones`(text: String) { #expect(ConnectToken(text) == nil) }

    @Test func `the fingerprint is eight hex digits of SHA-256`() throws {
        #expect(try #require(ConnectToken("cot_12345678")).fingerprint == "b43440bc")
    }

    @Test func `it never prints`() throws {
        let token = try #require(ConnectToken(text))
        var dumped = ""
        dump(token, to: &dumped)
        let shown = [
            "\(token)", String(describing: token), String(reflecting: token), "\([token])", "\(token as Any?)", dumped,
        ]
        #expect(shown.allSatisfy { !$0.contains("65df") })
    }
}
