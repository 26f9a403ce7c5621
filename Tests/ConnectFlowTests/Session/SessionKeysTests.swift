import Foundation
import Testing

@testable import ConnectFlow
@testable import ProviderKit

@Suite struct `Session keys` {
    private static let first = Secret("first-secret-first-secret-first-secret")
    private static let second = Secret("second-secret-second-secret-second-se")
    private let keys = SessionKeys(secret: first)

    private func seal(_ text: String = "hello") throws -> String {
        try keys.seal(Array(text.utf8), for: .session, context: "name")
    }

    private func open(_ sealed: String, with keys: SessionKeys? = nil) throws(SealError) -> String {
        String(decoding: try (keys ?? self.keys).open(sealed, for: .session, context: "name"), as: UTF8.self)
    }

    @Test func `what is sealed opens`() throws { #expect(try open(seal()) == "hello") }

    @Test func `an empty text too`() throws { #expect(try open(seal("")) == "") }

    @Test func `sealing twice gives two texts`() throws { #expect(try seal() != seal()) }

    @Test func `the text is not in it`() throws { #expect(try !seal("hello-hello").contains("hello")) }

    @Test func `another process with the same secret opens it`() throws {
        #expect(try open(seal(), with: SessionKeys(secret: Self.first)) == "hello")
    }

    @Test func `after a rotation the previous secret opens`() throws {
        #expect(try open(seal(), with: SessionKeys(secret: Self.second, previous: [Self.first])) == "hello")
    }

    @Test func `after a rotation the new secret seals`() throws {
        let rotated = SessionKeys(secret: Self.second, previous: [Self.first])
        let sealed = try rotated.seal(Array("x".utf8), for: .session, context: "name")
        #expect(throws: SealError.unknownKey) { try open(sealed) }
    }

    @Test func `a key that is not ours is known at once`() throws {
        let sealed = try seal()
        #expect(throws: SealError.unknownKey) { try open(sealed, with: SessionKeys(secret: Self.second)) }
    }

    @Test func `another name does not open it`() throws {
        let sealed = try seal()
        #expect(throws: SealError.tampered) { try keys.open(sealed, for: .session, context: "other") }
    }

    @Test func `another purpose does not open it`() throws {
        let sealed = try seal()
        #expect(throws: SealError.tampered) { try keys.open(sealed, for: .storedSecret, context: "name") }
    }

    @Test func `a change of any byte is noticed`() throws {
        let sealed = Array(try seal().utf8)
        for index in sealed.indices {
            for other in [sealed[index] ^ 1, sealed[index] ^ 0x20, UInt8(ascii: "A"), UInt8(ascii: "."), 0] {
                guard other != sealed[index] else { continue }
                var changed = sealed
                changed[index] = other
                #expect(throws: SealError.self, "byte \(index)") { try open(String(decoding: changed, as: UTF8.self)) }
            }
        }
    }

    @Test func `a text that was cut anywhere does not open`() throws {
        let sealed = try seal()
        for length in 0..<sealed.utf8.count {
            #expect(throws: SealError.self) { try open(String(sealed.prefix(length))) }
        }
    }

    @Test func `a text with something behind it does not open`() throws {
        let sealed = try seal()
        for more in ["A", "=", ".", ".x", " ", "\n"] {
            #expect(throws: SealError.self) { try open(sealed + more) }
        }
    }

    @Test(arguments: ["", ".", "..", "...", "v1..", "v2.00000000.AAAA", "v1.00000000.", "v1.00000000.AAAA", "x"])
    func `garbage does not open`(text: String) { #expect(throws: SealError.self) { try open(text) } }

    @Test func `a stored secret opens for its provider alone`() throws {
        let stored = try keys.storedSecrets(of: "prv_a").write(Secret("token"))
        #expect(try keys.storedSecrets(of: "prv_a").read(stored).reveal() == "token")
        #expect(throws: SealError.tampered) { try keys.storedSecrets(of: "prv_b").read(stored) }
    }
}

@Suite struct `base64url` {
    @Test(arguments: [[], [0], [0, 1], [0xFB, 0xFF, 0xBF], Array(0...255)] as [[UInt8]])
    func `round trip`(bytes: [UInt8]) { #expect(Base64URL.decode(Base64URL.encode(bytes)[...]) == bytes) }

    @Test func `the alphabet of RFC 4648 section 5`() { #expect(Base64URL.encode([0xFB, 0xFF, 0xBE]) == "-_--") }

    @Test(arguments: ["A", "AB", "AAB", "AA==", "AA=", "A A", "AA\n", "+/+/", "AAé", "A", "AAAAA"])
    func `one text for one value: nothing else is read`(text: String) {
        #expect(Base64URL.decode(text[...]) == nil)
    }
}
