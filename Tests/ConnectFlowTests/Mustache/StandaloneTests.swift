import Testing

@testable import ConnectFlow

@Suite struct `Mustache lines that hold only a tag` {
    @Test func `a comment prints nothing`() throws {
        #expect(try mustache("12345{{! comment }}67890") == "1234567890")
    }

    @Test func `a comment may hold lines and names`() throws {
        #expect(try mustache("1{{!\n {{ nobody\n}}2") == "12")
    }

    @Test func `a comment alone on its line leaves no line`() throws {
        #expect(try mustache("a\n  {{! comment }}  \nb\n") == "a\nb\n")
    }

    @Test func `a comment over several lines leaves no line`() throws {
        #expect(try mustache("a\n{{!\nb\n}}\nc\n") == "a\nc\n")
    }

    @Test func `section tags alone on their lines leave no lines`() throws {
        #expect(try mustache("a\n{{#flag}}\nb\n{{/flag}}\nc\n", [.flag: .flag(true)]) == "a\nb\nc\n")
    }

    @Test func `indented section tags leave no blanks`() throws {
        #expect(try mustache("a\n  {{#flag}}\n b\n\t{{/flag}}\nc", [.flag: .flag(true)]) == "a\n b\nc")
    }

    @Test func `a carriage return belongs to the line's end`() throws {
        #expect(try mustache("|\r\n{{#flag}}\r\n{{/flag}}\r\n|", [.flag: .flag(true)]) == "|\r\n|")
    }

    @Test func `the first line may hold only a tag`() throws {
        #expect(try mustache("  {{^flag}}\nx{{/flag}}") == "x")
    }

    @Test func `the last line may hold only a tag`() throws {
        #expect(try mustache("{{^flag}}\nx\n  {{/flag}}") == "x\n")
    }

    @Test func `two tags on a line leave it`() throws {
        #expect(try mustache(" {{#flag}}{{/flag}} \n", [.flag: .flag(true)]) == "  \n")
    }

    @Test func `a line with a word keeps its blanks`() throws {
        #expect(try mustache(" | {{#flag}}\t|\t{{/flag}} | \n", [.flag: .flag(true)]) == " | \t|\t | \n")
    }

    @Test func `a variable alone on its line keeps it`() throws {
        #expect(try mustache("a\n {{name}}\nb") == "a\n \nb")
    }
}
