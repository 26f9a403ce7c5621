import Testing

@testable import TariffChart
@testable import ratebridge

@Suite struct TerminalTests {
    private func colour(isTerminal: Bool = true, _ environment: [String: String]) -> Terminal.Colour {
        Terminal(isTerminal: isTerminal, width: 80, environment: environment).colour
    }

    @Test func aTerminalWith256ColoursShowsThem() {
        #expect(colour(["TERM": "xterm-256color"]) == .palette)
    }

    @Test func colortermMeans24Bits() {
        #expect(colour(["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == .direct)
    }

    @Test func aPipeHasNoColour() {
        #expect(colour(isTerminal: false, ["TERM": "xterm-256color"]) == .none)
    }

    @Test func noColorIsHeeded() {
        #expect(colour(["TERM": "xterm-256color", "NO_COLOR": "1"]) == .none)
    }

    @Test func anEmptyNoColorCountsAsUnset() {
        #expect(colour(["TERM": "xterm-256color", "NO_COLOR": ""]) == .palette)
    }

    @Test func aDumbTerminalIsNotRedrawn() {
        #expect(!Terminal(isTerminal: true, width: 80, environment: ["TERM": "dumb"]).isInteractive)
    }

    @Test func controlCharactersAreTakenOut() {
        #expect("Moon\u{1B}[31m\u{202E}\nPower".printable == "Moon[31mPower")
    }

    @Test func linesBreakAtSpaces() {
        #expect("one two three".wrapped(8, indent: "  ") == "one two\n  three")
    }
}
