import Foundation
import Testing

/// Swift code in the documentation, and where it is compiled.
@Suite struct CodeBlockTests {
    @Test(arguments: Page.all)
    func `Swift code in the documentation is code that compiles`(_ page: Page) throws {
        let compiled = try Page.snippets()
        for block in page.blocks("swift") {
            #expect(
                compiled.contains { $0.contains(block) }, "\(page): in no file of Tests/DocumentationTests:\n\(block)")
        }
    }

    @Test func `the pages that have code are found`() {
        #expect(Page.all.filter { !$0.blocks("swift").isEmpty }.count >= 8)
    }
}

/// A Markdown file, or the comments of a Swift file.
struct Page: Sendable, CustomTestStringConvertible {
    let path: String
    private let lines: [Substring]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    static let libraries = ["FastCGI", "ProviderKit", "ProviderTesting"]

    /// What is written for readers: the README and its neighbours, the libraries' catalogues and comments.
    static let all: [Page] =
        files(in: "").filter { $0.hasSuffix(".md") }.map(Page.init)
        + libraries.flatMap { library in
            files(in: "Sources/\(library)").filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }.map(Page.init)
        }

    /// The files of this target.
    static func snippets() throws -> [String] {
        try files(in: "Tests/DocumentationTests").filter { $0.hasSuffix("Snippets.swift") }.map { path in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return packed(text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }

    /// The blocks of a language.
    func blocks(_ language: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in lines {
            let text = line.drop { $0 == " " }
            if block != nil, text.hasPrefix("```") {
                blocks.append(Self.packed(block ?? []))
                block = nil
            } else if block != nil {
                block?.append(line)
            } else if text == "```\(language)" {
                block = []
            }
        }
        return blocks
    }

    var testDescription: String { path }

    private init(_ path: String) {
        self.path = path
        let text = (try? String(contentsOf: Self.root.appending(path: path), encoding: .utf8)) ?? ""
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines =
            path.hasSuffix(".md")
            ? all
            : all.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("///") }.map {
                $0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)
            }
    }

    private static func files(in folder: String) -> [String] {
        let base = root.appending(path: folder)
        let names =
            folder.isEmpty
            ? (try? FileManager.default.contentsOfDirectory(atPath: base.path())) ?? []
            : FileManager.default.enumerator(atPath: base.path())?.compactMap { $0 as? String } ?? []
        return names.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
    }

    /// Code is compared without its blanks: where it stands in a file moves its indent and its line breaks.
    private static func packed(_ lines: [Substring]) -> String {
        String(lines.joined().filter { $0 != " " })
    }
}
