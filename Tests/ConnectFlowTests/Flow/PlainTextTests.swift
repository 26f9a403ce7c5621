import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Texts from outside` {
    @Test func `control characters become spaces`() {
        #expect("a\r\nb\u{0}c\u{1B}[1m".plain(maximumBytes: 99) == "a  b c [1m")
    }

    @Test(arguments: ["\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}", "\u{85}", "\u{7F}"])
    func `so do other line ends and what turns the direction around`(character: String) {
        #expect("a\(character)b".plain(maximumBytes: 99) == "a b")
    }

    @Test func `letters, signs and emoji stay`() { #expect("Zoë · 5 € 👩‍🚀".plain(maximumBytes: 99) == "Zoë · 5 € 👩‍🚀") }

    @Test func `they are cut between characters`() { #expect("aéé".plain(maximumBytes: 4) == "aé") }

    @Test func `one letter under a thousand accents is cut too`() {
        #expect(("a" + String(repeating: "\u{301}", count: 1000)).plain(maximumBytes: 50).utf8.count <= 50)
    }

    @Test func `a secret is masked wherever it stands`() {
        #expect("abc, abcabc".hiding([Secret("abc")]) == "•••, ••••••")
    }

    @Test func `the longer secret first`() { #expect("abcdef".hiding([Secret("abc"), Secret("abcdef")]) == "•••") }

    @Test func `one or two characters are no secret`() { #expect("a b".hiding([Secret("a"), Secret("")]) == "a b") }
}
