import Testing

@testable import ProviderKit

@Suite struct `Texts of a provider's own` {
    private let text = LocalText("Number", ["de": "Nummer", "de-CH": "Nummere", "pt-BR": "Número", "zh-Hant": "號碼"])

    @Test(arguments: [
        ("de", "Nummer"), ("de-AT", "Nummer"), ("DE-ch", "Nummere"), ("de-CH-1996", "Nummere"), ("pt-br", "Número"),
        ("zh-Hant-TW", "號碼"), ("zh-Hant-x-private", "號碼"),
    ])
    func `the longest range that fits decides`(tag: String, expected: String) {
        #expect(text.text(in: tag) == expected)
    }

    @Test(arguments: ["en", "pt", "zh", "zh-Hans", "", "-", "d"])
    func `where none fits it is the standard text`(tag: String) { #expect(text.text(in: tag) == "Number") }

    @Test func `a literal is the text of every language`() {
        let field = LoginField(name: "meter", label: "MPAN", hint: "13 digits")
        #expect(field.label?.text(in: "de") == "MPAN" && field.hint?.text(in: "sv") == "13 digits")
    }
}
