import Foundation
import Templates
import Testing

@testable import ConnectFlow

@Suite struct `Templates directory` {
    /// A directory with these files, for as long as the body runs.
    private func withDirectory(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for (path, text) in files {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(root.path)
    }

    @Test func `a page there replaces the embedded one`() throws {
        try withDirectory(["pages/failed_login.mustache": "<p>{{provider}}</p>"]) { directory in
            let pages = try Pages(directory: directory)
            #expect(String(decoding: pages.render(.failedLogin, Sample.chrome), as: UTF8.self) == "<p>Lunar Energy</p>")
            #expect(try pages.render(.noTariffs, Sample.chrome) == Pages.embedded().render(.noTariffs, Sample.chrome))
        }
    }

    @Test func `a partial there is used by the embedded pages`() throws {
        try withDirectory(["pages/layout_bottom.mustache": "<p>ours</p>"]) { directory in
            let html = try Pages(directory: directory).render(.noTariffs, Sample.chrome)
            #expect(String(decoding: html, as: UTF8.self).hasSuffix("<p>ours</p>"))
        }
    }

    @Test func `a style sheet there has another address`() throws {
        try withDirectory(["assets/style.css": "p{}", "assets/logo.png": "x"]) { directory in
            let pages = try Pages(directory: directory)
            #expect(try pages.assets.address(of: "style.css") != Pages.embedded().assets.address(of: "style.css"))
            #expect(pages.asset("style.css")?.bytes == Array("p{}".utf8))
            #expect(pages.asset("logo.png")?.contentType == "image/png")
        }
    }

    @Test func `a text there replaces one text`() throws {
        try withDirectory(["locales/en.json": #"{"common.footer": "Ours"}"#]) { directory in
            let html = String(
                decoding: try Pages(directory: directory).render(.failedLogin, Sample.chrome), as: UTF8.self)
            #expect(html.contains("Ours") && html.contains("Try again"))
        }
    }

    @Test func `a language there is spoken`() throws {
        try withDirectory(["locales/cy.json": "{}"]) { directory in
            let language = try Pages(directory: directory).language(acceptLanguage: "cy-GB")
            #expect(language.tag == "cy")
        }
    }

    @Test func `an error has the path that an editor opens`() throws {
        try withDirectory(["pages/error.mustache": "\n{{{lead}}}"]) { directory in
            let error = #expect(throws: TemplateError.self) { try Pages(directory: directory) }
            #expect(error?.description.hasPrefix("\(directory)/pages/error.mustache:2:1: ") == true)
        }
    }

    @Test func `hidden files, backups and other types are passed over`() throws {
        let files = ["pages/.x.mustache": "{{{", "pages/error.mustache~": "{{{", "locales/notes.txt": "x"]
        try withDirectory(files) { directory in
            #expect(throws: Never.self) { try Pages(directory: directory) }
        }
    }

    @Test func `a directory that is not there is an error`() {
        let error = #expect(throws: TemplateError.self) { try Pages(directory: "/nowhere/at/all") }
        #expect(error?.fix.contains("TEMPLATES_DIR") == true)
    }

    @Test(arguments: [
        ("pages", EmbeddedTemplates.pages), ("assets", EmbeddedTemplates.assets),
    ])
    func `every file of the folders is in the binary`(folder: String, files: [String: [UInt8]]) throws {
        let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Templates/\(folder)").standardizedFileURL
        let names = try FileManager.default.contentsOfDirectory(atPath: templates.path)
        #expect(names.sorted() == files.keys.sorted())
        for name in names {
            #expect(FileManager.default.contents(atPath: "\(templates.path)/\(name)").map { Array($0) } == files[name])
        }
    }

    @Test func `every language file is in the binary, text for text`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: LocaleFile.folder.path)
        let embedded = TemplateFiles.embedded().locales
        #expect(names.sorted() == embedded.keys.map { "\($0).json" }.sorted())
        for (tag, files) in embedded { #expect(try LocaleFile(tag: tag).texts == files.last?.texts) }
    }
}
