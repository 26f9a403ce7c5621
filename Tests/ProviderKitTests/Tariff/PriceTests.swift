import Foundation
import ProviderKit
import Testing

@Suite struct PriceTests {
    @Test func penceAreDividedByOneHundredExactly() throws {
        #expect(try Price.pence("24.393").description == "0.24393")
    }

    @Test func digitsThatBinaryNumbersLoseAreKept() throws {
        #expect(try Price.pence("7.00035").description == "0.0700035")
    }

    @Test func centsAndPenceAreTheSameSmallUnit() throws {
        #expect(try Price.cents("31.5") == Price.pence("31.5"))
    }

    @Test func poundsAreKeptAsTheyAre() throws {
        #expect(try Price.pounds("0.24393") == Price.pence("24.393"))
    }

    @Test func aPriceBelowZeroIsLegal() throws {
        #expect(try Price.pence("-1.5").description == "-0.015")
    }

    @Test func zeroIsLegal() throws { #expect(try Price.euros("0.000") == .zero) }

    @Test func anExponentIsRead() throws { #expect(try Price.euros("7e-2") == Price.cents("7")) }

    @Test func trailingZerosDoNotMakeAnotherPrice() throws {
        #expect(Set([try Price.euros("0.10"), try Price.euros("0.1")]).count == 1)
    }

    @Test func pricesAreOrderedByValue() throws { #expect(try Price.pence("-3") < Price.pence("2.9")) }

    @Test(arguments: [
        "", " ", "abc", "12abc", "1,5", "1.", ".5", "--1", "1e", "NaN", "inf", "0x10", "1 000", "£1", "٣",
    ])
    func textThatIsNoNumberIsRefused(text: String) {
        #expect(throws: PriceError.notANumber(text)) { try Price.pence(text) }
    }

    @Test func moreDigitsThanCanBeKeptAreRefused() {
        let digits = "0." + String(repeating: "1", count: 39)
        #expect(throws: PriceError.tooPrecise(digits)) { try Price.pounds(digits) }
    }

    @Test func thirtyEightDigitsAreKept() throws {
        let digits = "0." + String(repeating: "9", count: 38)
        #expect(try Price.pounds(digits).description == digits)
    }

    @Test func leadingAndTrailingZerosAreNotCounted() throws {
        #expect(try Price.pounds("00" + String(repeating: "0", count: 40) + "1.50").description == "1.5")
    }

    @Test func anAbsurdExponentIsRefused() {
        #expect(throws: PriceError.tooPrecise("1e-900")) { try Price.pounds("1e-900") }
    }

    @Test func notANumberIsRefusedInLargeUnits() {
        #expect(throws: PriceError.notANumber("NaN")) { try Price.pounds(decimal: .nan) }
    }

    @Test func notANumberIsRefusedInSmallUnits() {
        #expect(throws: PriceError.notANumber("NaN")) { try Price.pence(decimal: .nan) }
    }

    @Test func aDecimalFromJSONIsExact() throws {
        let decimal = try JSONDecoder().decode([Decimal].self, from: Data("[7.00035]".utf8))[0]
        #expect(try Price.pence(decimal: decimal).description == "0.0700035")
    }

    @Test func anErrorSaysWhatToWrite() {
        #expect(PriceError.notANumber("1,5").description.contains("full stop"))
    }
}
