import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `The limits of session cookies` {
    private let token: ConnectToken

    init() throws { token = try SessionSamples.token() }

    /// Cookies of other tokens, the first the oldest.
    private func others(_ count: Int, tokenBytes: Int = 0) throws -> [String] {
        try (1...count).map { number in
            let token = try SessionSamples.token(number)
            var session = SessionSamples.choosing(token, homes: 1, tokenBytes: tokenBytes)
            session.seenAt -= 60 * (count - number)
            let aged = Session(
                token, page: session.page, now: SessionSamples.now - Double(60 * (count - number)))
            var old = aged
            old.pending = session.pending
            return try SessionSamples.pair(old, token)
        }
    }

    private func name(_ number: Int) throws -> String { "rb_\(try SessionSamples.token(number).fingerprint)=;" }

    private func keep(_ header: [String], _ session: Session? = nil) throws -> [String] {
        let header = [header.joined(separator: "; ")]
        return try #require(
            SessionSamples.cookies(header).keep(session ?? SessionSamples.session(token), for: token))
    }

    @Test func `two tokens are two sessions`() throws {
        let other = try SessionSamples.token(1)
        let header = [try SessionSamples.pair(SessionSamples.session(token), token), try others(1)[0]]
        #expect(SessionSamples.cookies(header).find(token).session?.token == token.text)
        #expect(SessionSamples.cookies(header).find(other).session?.token == other.text)
    }

    @Test func `four others stay`() throws { #expect(try keep(others(4)).count == 1) }

    @Test func `of five others the oldest goes`() throws {
        let lines = try keep(others(5))
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix(try name(1)) && lines[1].contains("Max-Age=0"))
    }

    @Test func `above 7 KB in all the oldest go, however few`() throws {
        let others = try others(4, tokenBytes: 1400)
        let total = others.reduce(0) { $0 + $1.utf8.count }
        #expect(total > 7 * 1024)
        let lines = try keep(others)
        #expect(lines.dropFirst().contains { $0.hasPrefix("rb_") && $0.contains("Max-Age=0") })
        #expect(try lines[1].hasPrefix(name(1)))
    }

    @Test func `a dead one goes, however few`() throws {
        let lines = try keep(["rb_00000000=garbage"])
        #expect(lines.count == 2 && lines[1].hasPrefix("rb_00000000=;"))
    }

    @Test func `what only begins like ours is another's`() throws {
        #expect(try keep(["rb_session=1", "rb_0000000=1", "rb_0000000G=1", "rb_000000000=1"]).count == 1)
    }

    @Test(arguments: [1, 5])
    func `a browser full of dead ones does not get an answer beyond 3 KB`(homes: Int) throws {
        let dead = (0..<2000).map { "rb_" + String(String($0 + 0x1000_0000, radix: 16)) + "=x" }
        let lines = try keep(dead, SessionSamples.choosing(token, homes: homes, tokenBytes: 0))
        #expect(lines.count > 1)
        #expect(lines.reduce(0) { $0 + "Set-Cookie: \($1)\r\n".utf8.count } <= 3 * 1024)
    }

    @Test func `a name that is dropped twice is dropped once`() throws {
        #expect(try keep(["rb_00000000=a", "rb_00000000=b"]).count == 2)
    }

    struct Size {
        private let token: ConnectToken

        init() throws { token = try SessionSamples.token() }

        private func kept(_ session: Session) throws -> (line: String, session: Session)? {
            guard let line = SessionSamples.cookies().keep(session, for: token)?.first else { return nil }
            let found = SessionSamples.cookies([String(line.prefix { $0 != ";" })]).find(token)
            return (line, try #require(found.session))
        }

        @Test func `two homes and a token of 1 KB fit`() throws {
            let kept = try #require(try kept(SessionSamples.choosing(token, homes: 2)))
            #expect(!kept.session.isIncomplete && kept.session.pending?.grant != nil)
        }

        @Test func `thirty homes are left out, to be asked again`() throws {
            let kept = try #require(try kept(SessionSamples.choosing(token, homes: 30)))
            #expect(kept.session.isIncomplete && kept.session.pending?.grant != nil)
            #expect(kept.session.pending?.credentials["password"]?.reveal() == "correct horse")
        }

        @Test func `so is a token of 5 KB`() throws {
            let kept = try #require(try kept(SessionSamples.choosing(token, homes: 2, tokenBytes: 5000)))
            #expect(kept.session.isIncomplete && kept.session.pending?.grant == nil)
        }

        @Test func `a long logo goes before the choices do not`() throws {
            var session = SessionSamples.choosing(token, homes: 1)
            session.page.logoURL = "https://lunar.example/" + String(repeating: "x", count: 570)
            #expect(try kept(session) != nil)
        }

        @Test func `while a code is awaited a token of 5 KB does not fit`() throws {
            var session = SessionSamples.choosing(token, homes: 1, tokenBytes: 5000)
            session.pending?.requirement = .code(hint: nil)
            #expect(SessionSamples.cookies().keep(session, for: token) == nil)
        }

        @Test(arguments: [0, 1, 2, 5, 10, 30, 100], [0, 500, 1000, 1300, 1500, 3000])
        func `no line is above 3 KB`(homes: Int, tokenBytes: Int) throws {
            let session = SessionSamples.choosing(token, homes: homes, tokenBytes: tokenBytes)
            let lines = SessionSamples.cookies(mount: Mount(path: "/connect/lunar-energy"), isSecure: true)
                .keep(session, for: token)
            #expect(try #require(lines?.first).utf8.count < 3 * 1024)
        }

        @Test func `the largest consent page that Connect can send fits`() throws {
            let name = JSONValue.string(String(repeating: "\"", count: 300))
            let url = JSONValue.string("https://nova.example/" + String(repeating: "x", count: 579))
            let id = JSONValue.string(String(repeating: "i", count: 200))
            let json: JSONValue = [
                "data": [
                    "account": ["display_name": name, "privacy_url": url, "terms_url": url],
                    "provider": ["display_name": name, "logo_url": url, "accent_color": "#333333"],
                    "auth_metadata_id": id,
                ]
            ]
            let page = try ConnectPage(
                JSONValue.read(ConnectDocument.self, from: json.serialised()), step: .consentCapture)
            let kept = try #require(try kept(Session(token, page: page, now: SessionSamples.now)))
            #expect(kept.session.page.privacyURL == url.string && kept.session.page.authMetadataID == id.string)
        }
    }
}
