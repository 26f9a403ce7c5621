import Testing

@testable import ConnectFlow

@Suite struct `Texts of a language` {
    private func print(_ texts: [String], _ scope: SpecScope = [:]) throws -> String {
        let names = texts.indices.map { "t\($0)" }
        let book = try Phrasebook<SpecKey>(
            file: "locales/xx.json", texts: zip(names, texts).map { (name: $0, text: $1) })
        let ids = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, PhraseID(index: $0)) })
        let source = TemplateSource(file: "t", bytes: Array("{{text.t0}}".utf8))
        return String(
            decoding: try Template<SpecKey>(source, phrases: ids).render(scope, phrases: book), as: UTF8.self)
    }

    @Test func `a text is printed`() throws {
        #expect(try print(["Log in"]) == "Log in")
    }

    @Test func `a placeholder takes a value`() throws {
        #expect(try print(["Log in to {name}."], [.name: .text("Nova")]) == "Log in to Nova.")
    }

    @Test func `a placeholder takes another text`() throws {
        #expect(try print(["To {name}", "your provider"], [.name: .phrase(PhraseID(index: 1))]) == "To your provider")
    }

    @Test func `a text inside a text prints no values, so it cannot go round in circles`() throws {
        #expect(try print(["<{name}>"], [.name: .phrase(PhraseID(index: 0))]) == "&lt;&lt;&gt;&gt;")
    }

    @Test func `texts and values are escaped`() throws {
        #expect(try print(["<b>{name}</b>"], [.name: .text("<i>")]) == "&lt;b&gt;&lt;i&gt;&lt;/b&gt;")
    }

    @Test func `a missing value leaves a gap`() throws {
        #expect(try print(["a {name} b"]) == "a  b")
    }

    @Test func `an unknown placeholder is an error`() {
        let error = #expect(throws: TemplateError.self) { try print(["{nobody}"]) }
        #expect(error?.file == "locales/xx.json")
    }

    @Test func `an open placeholder is an error`() {
        #expect(throws: TemplateError.self) { try print(["{name"]) }
    }

    @Test func `a text that is not there prints nothing`() throws {
        let source = TemplateSource(file: "t", bytes: Array("|{{text.t}}|".utf8))
        let template = try Template<SpecKey>(source, phrases: ["t": PhraseID(index: 9)])
        #expect(String(decoding: template.render([:]), as: UTF8.self) == "||")
    }
}
