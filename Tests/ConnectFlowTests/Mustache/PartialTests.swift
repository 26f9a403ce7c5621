import Testing

@testable import ConnectFlow

@Suite struct `Mustache partials` {
    @Test func `a partial is inlined`() throws {
        #expect(try mustache("[{{>p}}]", partials: ["p": "text"]) == "[text]")
    }

    @Test func `a partial sees the values of its place`() throws {
        let scope: SpecScope = [.list: .list([[.name: .text("1")], [.name: .text("2")]])]
        #expect(try mustache("{{#list}}{{>p}}{{/list}}", scope, partials: ["p": "[{{name}}]"]) == "[1][2]")
    }

    @Test func `a partial may use partials`() throws {
        #expect(try mustache("{{>p}}", partials: ["p": "({{>q}})", "q": "x"]) == "(x)")
    }

    @Test func `a partial alone on its line leaves no line`() throws {
        #expect(try mustache("a\n{{>p}}\nb", partials: ["p": "p\n"]) == "a\np\nb")
    }

    @Test func `a partial alone on its line is indented line by line`() throws {
        #expect(try mustache("\\\n {{>p}}\n/\n", partials: ["p": "|\n{{name}}\n|\n"]) == "\\\n |\n \n |\n/\n")
    }

    @Test func `a value's own lines are not indented`() throws {
        let text = try mustache(" {{>p}}\n", [.name: .text("a\nb")], partials: ["p": "{{name}}\n"])
        #expect(text == " a\nb\n")
    }

    @Test func `an inline partial keeps the blanks around it`() throws {
        #expect(try mustache("  {{name}}  {{> p }}\n", [.name: .text("|")], partials: ["p": ">\n>"]) == "  |  >\n>\n")
    }

    @Test func `a missing partial is an error`() {
        #expect(throws: TemplateError.self) { try compile("{{>nowhere}}") }
    }

    @Test func `a partial that includes itself is an error`() {
        let error = #expect(throws: TemplateError.self) {
            try compile("{{>p}}", partials: ["p": "{{>q}}", "q": "\n {{>p}}"])
        }
        #expect(error?.what.contains("p → q → p") == true)
        #expect(error?.file == "pages/q.mustache")
    }
}
