import Testing

@testable import ConnectFlow

@Suite struct `Mustache sections` {
    @Test func `a true flag prints the section`() throws {
        #expect(try mustache("{{#flag}}yes{{/flag}}", [.flag: .flag(true)]) == "yes")
    }

    @Test func `a false flag leaves it out`() throws {
        #expect(try mustache("|{{#flag}}yes{{/flag}}|", [.flag: .flag(false)]) == "||")
    }

    @Test func `a missing name leaves it out`() throws {
        #expect(try mustache("|{{#flag}}yes{{/flag}}|") == "||")
    }

    @Test func `an empty text leaves it out`() throws {
        #expect(try mustache("|{{#name}}yes{{/name}}|", [.name: .text("")]) == "||")
    }

    @Test func `a text prints it once`() throws {
        #expect(try mustache("{{#name}}[{{name}}]{{/name}}", [.name: .text("x")]) == "[x]")
    }

    @Test func `a list repeats it`() throws {
        let items: [SpecScope] = [[.name: .text("1")], [.name: .text("2")]]
        #expect(try mustache("{{#list}}{{name}},{{/list}}", [.list: .list(items)]) == "1,2,")
    }

    @Test func `an empty list leaves it out`() throws {
        #expect(try mustache("|{{#list}}x{{/list}}|", [.list: .list([])]) == "||")
    }

    @Test func `names of the levels around are known`() throws {
        #expect(try mustache("{{#list}}{{other}}{{/list}}", [.list: .list([[:]]), .other: .text("o")]) == "o")
    }

    @Test func `the innermost level decides`() throws {
        let scope: SpecScope = [.name: .text("out"), .a: .scope([.name: .text("in")])]
        #expect(try mustache("{{#a}}{{name}}{{/a}}{{name}}", scope) == "inout")
    }

    @Test func `sections nest`() throws {
        let scope: SpecScope = [.list: .list([[.flag: .flag(true)], [.flag: .flag(false)]])]
        #expect(try mustache("{{#list}}[{{#flag}}x{{/flag}}]{{/list}}", scope) == "[x][]")
    }

    @Test func `a dotted name opens a section`() throws {
        #expect(try mustache("{{#a.b}}x{{/a.b}}", [.a: .scope([.b: .flag(true)])]) == "x")
    }

    @Test func `an inverted section is printed for a missing name`() throws {
        #expect(try mustache("{{^flag}}no{{/flag}}") == "no")
    }

    @Test func `an inverted section is printed for an empty list`() throws {
        #expect(try mustache("{{^list}}none{{/list}}", [.list: .list([])]) == "none")
    }

    @Test func `an inverted section is left out for a true value`() throws {
        #expect(try mustache("|{{^flag}}no{{/flag}}|", [.flag: .flag(true)]) == "||")
    }

    @Test func `the same section may come twice`() throws {
        #expect(try mustache("{{#flag}}1{{/flag}}-{{#flag}}2{{/flag}}", [.flag: .flag(true)]) == "1-2")
    }
}
