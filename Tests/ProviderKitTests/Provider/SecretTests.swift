import Foundation
import Testing

@testable import ProviderKit

@Suite struct `Secrets` {
    private struct Holder: Codable {
        var name = "visible"
        var secret = Secret("hunter2-hunter2")
    }

    private let secret = Secret("hunter2-hunter2")

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    @Test func `interpolated`() { #expect("\(secret)" == "•••") }

    @Test func `described and debugged`() {
        #expect(String(describing: secret) == "•••" && String(reflecting: secret) == "•••")
    }

    @Test func `inside others`() {
        let shown = [
            "\([secret])", "\(Optional(secret) as Any)", "\(["k": secret])", "\(Holder())",
            String(reflecting: Holder()),
        ]
        #expect(shown.allSatisfy { !$0.contains("hunter2") })
    }

    @Test func `dumped`() { #expect(!dumped(secret).contains("hunter2") && !dumped(Holder()).contains("hunter2")) }

    @Test func `reflected`() { #expect(Mirror(reflecting: secret).children.isEmpty) }

    @Test func `credentials that hold them`() {
        let credentials = Credentials(["login": secret, "password": secret])
        #expect(!"\(credentials)\(dumped(credentials))\(String(reflecting: credentials))".contains("hunter2"))
    }

    @Test func `an answer that holds one`() {
        #expect(!"\(ExtraAnswer.code(secret))\(dumped(ExtraAnswer.code(secret)))".contains("hunter2"))
    }

    @Test func `encoding throws, and the error does not tell`() {
        do {
            _ = try JSONEncoder().encode(Holder())
            Issue.record("it was encoded")
        } catch {
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test func `encoding within sealed data is in clear`() throws {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        #expect(String(decoding: try encoder.encode([secret]), as: UTF8.self) == #"["hunter2-hunter2"]"#)
    }

    @Test func `encoding goes through the coding`() throws {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding(write: { String($0.reveal().reversed()) }, read: { Secret($0) }).userInfo
        #expect(String(decoding: try encoder.encode([secret]), as: UTF8.self) == #"["2retnuh-2retnuh"]"#)
    }

    @Test func `a provider's answer is read as it is`() throws {
        let read = try JSONDecoder().decode([Secret].self, from: Data(#"["x"]"#.utf8))
        #expect(read.first?.reveal() == "x")
    }

    @Test func `a coding that refuses is heard`() {
        struct Refused: Error {}
        let decoder = JSONDecoder()
        decoder.userInfo = SecretCoding(write: { $0.reveal() }, read: { _ in throw Refused() }).userInfo
        #expect(throws: (any Error).self) { try decoder.decode([Secret].self, from: Data(#"["x"]"#.utf8)) }
    }

    @Test(arguments: [
        ("a", "a", true), ("a", "b", false), ("a", "ab", false), ("", "", true), ("é", "e\u{301}", false),
    ])
    func `equality is that of the bytes`(left: String, right: String, isEqual: Bool) {
        #expect((Secret(left) == Secret(right)) == isEqual)
    }
}
