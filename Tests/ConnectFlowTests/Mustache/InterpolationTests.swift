import Testing

@testable import ConnectFlow

@Suite struct `Mustache interpolation` {
    @Test func `text without tags is printed as it is`() throws {
        #expect(try mustache("Hello & welcome {now}\n") == "Hello & welcome {now}\n")
    }

    @Test func `a variable prints its value`() throws {
        #expect(try mustache("Hello, {{name}}!", [.name: .text("Ada")]) == "Hello, Ada!")
    }

    @Test func `blanks inside the braces do not matter`() throws {
        #expect(try mustache("|{{ name }}|", [.name: .text("x")]) == "|x|")
    }

    @Test func `blanks around a variable stay`() throws {
        #expect(try mustache("  {{name}}\n", [.name: .text("x")]) == "  x\n")
    }

    @Test func `a variable without a value prints nothing`() throws {
        #expect(try mustache("|{{name}}|") == "||")
    }

    @Test func `the five characters of markup are escaped`() throws {
        #expect(try mustache("{{name}}", [.name: .text("&<>\"'")]) == "&amp;&lt;&gt;&quot;&#39;")
    }

    @Test func `text between escapes stays whole`() throws {
        #expect(try mustache("{{name}}", [.name: .text("a<ü>b")]) == "a&lt;ü&gt;b")
    }

    @Test func `nul becomes the replacement character`() throws {
        #expect(try mustache("{{name}}", [.name: .text("a\0b")]) == "a\u{FFFD}b")
    }

    @Test func `braces in a value are not read again`() throws {
        #expect(try mustache("{{name}}", [.name: .text("{{other}}"), .other: .text("x")]) == "{{other}}")
    }

    @Test func `a dotted name looks inside`() throws {
        #expect(try mustache("{{a.b.c}}", [.a: .scope([.b: .scope([.c: .text("deep")])])]) == "deep")
    }

    @Test func `a broken chain prints nothing`() throws {
        #expect(try mustache("|{{a.b}}|", [.a: .scope([:]), .b: .text("outside")]) == "||")
    }

    @Test func `a flag and a list print nothing`() throws {
        #expect(try mustache("|{{flag}}{{list}}|", [.flag: .flag(true), .list: .list([[:]])]) == "||")
    }
}
