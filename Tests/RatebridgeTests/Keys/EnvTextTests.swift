import Testing

@testable import ratebridge

@Suite struct EnvTextTests {
    private func set(_ text: String) -> String {
        var text = EnvText(text)
        text.set("B", "new", behind: "A")
        return text.text
    }

    @Test(arguments: [
        ("A=1\nB=old\nC=3\n", "A=1\nB=new\nC=3\n"), ("B=old", "B=new"), ("A=1\r\nB=old\r\n", "A=1\r\nB=new\r\n"),
        ("  export B=old\n", "  export B=new\n"), ("\u{FEFF}B=old\n", "\u{FEFF}B=new\n"), ("B=a=b\n", "B=new\n"),
        ("#B=x\nB=old\n", "#B=x\nB=new\n"), ("B=\nB=old\n", "B=\nB=new\n"), ("B=\"\"\nA=1\n", "B=new\nA=1\n"),
    ])
    func aLineIsChangedInItsPlace(text: String, expected: String) { #expect(set(text) == expected) }

    @Test(arguments: [
        ("A=1\nC=3\n", "A=1\nB=new\nC=3\n"), ("A=1", "A=1\nB=new"), ("A=1\r\nC=3\r\n", "A=1\r\nB=new\r\nC=3\r\n"),
        ("#B=x\nA=1\n", "#B=x\nA=1\nB=new\n"), ("BB=x\nA=1\n", "BB=x\nA=1\nB=new\n"),
    ])
    func aMissingOneComesBehindTheOther(text: String, expected: String) { #expect(set(text) == expected) }

    @Test func withoutTheOtherNothingChanges() { #expect(set("C=3\n") == "C=3\n") }
}

@Suite struct SealedInputTests {
    @Test(arguments: [
        "rb_0123abcd=v1.a.b", "Cookie: x=y; rb_0123abcd=v1.a.b; z=1", "rb_0123abcd = \"v1.a.b\"",
        "Set-Cookie: rb_0123abcd=v1.a.b; Path=/; HttpOnly\r\n", "\n\n rb_0123abcd=v1.a.b \n",
    ])
    func aCookieIsFoundWithItsName(text: String) {
        #expect(SealedInput(text).pieces == [.init(cookie: "rb_0123abcd", sealed: "v1.a.b")])
    }

    @Test(arguments: ["v1.a.b", " v1.a.b\n", "\"access_token\": \"v1.a.b\""])
    func aTextAloneHasNoName(text: String) {
        #expect(SealedInput(text).pieces == [.init(cookie: nil, sealed: "v1.a.b")])
    }
}
