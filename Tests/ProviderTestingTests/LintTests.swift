import Foundation
import ProviderTesting
import Testing

/// Committed cassettes are looked through by the same rules.
@Suite struct LintTests {
    static let head = "ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n\n"

    private func rules(_ text: String) -> [CassetteFault.Rule] {
        CassetteLint.faults(inText: Self.head + text, file: "x.cassette").map(\.rule)
    }

    @Test func `a clean cassette has no fault`() {
        #expect(rules("> POST /login\n>\n> {\"password\": \"{{secret:password}}\"}\n< 200\n") == [])
    }

    @Test func `a password written in by hand is found`() {
        #expect(rules("> POST /login\n>\n> {\"password\": \"moon\"}\n< 200\n") == [.secretMember])
    }

    @Test func `a parameter written in by hand is found`() {
        #expect(rules("> GET /login?access_token=moon\n< 200\n") == [.secretMember])
    }

    @Test func `a field that is not on the list is found`() {
        #expect(rules("> GET /\n> authorization: Bearer x\n< 200\n") == [.headerNotAllowed])
    }

    @Test func `an address in a comment is found`() {
        #expect(rules("# ask jo@moon.co.uk\n> GET /\n< 200\n") == [.emailAddress])
    }

    @Test func `another version is refused`() {
        #expect(CassetteLint.faults(inText: "ratebridge-cassette 2\n", file: "x").map(\.rule) == [.format])
    }

    @Test func `a folder is looked through`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lint-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data((Self.head + "> GET /?token=moon\n< 200\n").utf8).write(to: folder.appending(path: "a.cassette"))
        #expect(CassetteLint.faults(in: folder.path).map(\.line) == [4])
    }

    @Test func `a folder that there is not is a fault`() {
        #expect(CassetteLint.faults(in: "/no/such/folder").map(\.rule) == [.unreadable])
    }
}
