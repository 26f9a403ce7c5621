import ProviderKit
import Testing

@testable import OctopusEnergyUK

@Suite struct AddressTests {
    @Test(arguments: [
        ("1 Harbour Row, Whitby, YO22 4EF", "YO22 4EF"), ("10 Downing Street, London, sw1a 2aa", "SW1A 2AA"),
        ("1 Quay\nHove\nBN3 5GH", "BN3 5GH"),
    ]) func `a post code at the end is found`(text: String, postCode: String) {
        #expect(Address(text)?.postalAddress.postCode == postCode)
    }

    @Test(arguments: ["1 Harbour Row, Whitby", "Flat 1AB", "YO22 4EF", "The Mill, 12 34", "The Mill, ABCDE 1AB"])
    func `what is no post code stays in the address`(text: String) {
        #expect(Address(text)?.postalAddress == PostalAddress(addressLine1: text, countryCode: "GB"))
    }

    @Test func `the line is tidy`() {
        #expect(Address(" 1  Quay,,\n Hove ,BN3 5GH ")?.line == "1 Quay, Hove, BN3 5GH")
    }

    @Test(arguments: [nil, "", " , \n"]) func `no address is none`(text: String?) {
        #expect(Address(text) == nil)
    }
}
