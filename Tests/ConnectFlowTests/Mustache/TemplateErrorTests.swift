import Testing

@testable import ConnectFlow

@Suite struct `Template errors` {
    @Test(arguments: ["{{{name}}}", "{{&name}}", "{{& name }}"])
    func `unescaped output is refused`(source: String) {
        let error = #expect(throws: TemplateError.self) { try compile(source) }
        #expect(error?.what.contains("without escaping") == true)
    }

    @Test(arguments: [
        "{{=<% %>=}}", "{{name", "{{}}", "{{ }}", "{{#}}x{{/}}", "{{nobody}}", "{{a.nobody}}", "{{a.}}", "{{.}}",
        "{{text.nowhere}}",
    ])
    func `what the language does not have is refused`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }

    @Test(arguments: ["{{#flag}}x", "x{{/flag}}", "{{#flag}}{{#list}}{{/flag}}{{/list}}", "{{^flag}}x{{/list}}"])
    func `sections that do not match are refused`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }

    @Test func `an error names file, line and column`() {
        let error = #expect(throws: TemplateError.self) { try compile("one\ntwo {{nobody}}\n") }
        #expect(error?.description.hasPrefix("pages/test.mustache:2:5: ") == true)
    }

    @Test func `an error in an indented partial names the column in its file`() {
        let error = #expect(throws: TemplateError.self) { try compile("    {{>p}}\n", partials: ["p": "x\n {{{a}}}"]) }
        #expect(error?.description.hasPrefix("pages/p.mustache:2:2: ") == true)
    }

    @Test func `an unknown name is answered with the names there are`() {
        let error = #expect(throws: TemplateError.self) { try compile("{{nmae}}") }
        #expect(error?.fix.contains("name, other") == true)
    }

    @Test func `a section is reported where it opens`() {
        let error = #expect(throws: TemplateError.self) { try compile("\n\n{{#flag}}") }
        #expect(error?.line == 3)
    }

    @Test func `a fault of the whole file has no line`() {
        let error = TemplateError(file: "pages/x.mustache", what: "gone", fix: "put it back")
        #expect(error.description == "pages/x.mustache: gone (fix: put it back)")
    }
}
