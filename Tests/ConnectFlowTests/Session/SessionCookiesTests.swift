import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Session cookies` {
    private let token: ConnectToken

    init() throws { token = try SessionSamples.token() }

    private func pair(at now: Date = SessionSamples.now) throws -> String {
        try SessionSamples.pair(SessionSamples.session(token, at: now), token, now: now)
    }

    private func find(_ header: String..., later seconds: Double = 0) -> SessionCookies.Finding {
        SessionSamples.cookies(header, now: SessionSamples.now + seconds).find(token)
    }

    struct Finding {
        private let outer: `Session cookies`

        init() throws { outer = try `Session cookies`() }

        @Test func `what was kept is found`() throws {
            #expect(outer.find(try outer.pair()).session?.page.accountName == "Nova")
        }

        @Test func `among others`() throws { #expect(outer.find("a=b; \(try outer.pair()); rb=x").session != nil) }

        @Test func `joined by a comma, as Apache does`() throws {
            #expect(outer.find("a=b, \(try outer.pair()), c=d").session != nil)
        }

        @Test func `in a field of its own`() throws { #expect(outer.find("a=b", try outer.pair()).session != nil) }

        @Test func `with blanks around it`() throws {
            #expect(outer.find(" \t\(try outer.pair()) ;x=y").session != nil)
        }

        @Test func `twice: the one that opens counts`() throws {
            let pair = try outer.pair()
            #expect(outer.find("\(pair)x; \(pair)").session != nil)
        }

        @Test func `none`() { #expect(outer.find("a=b").isNone) }

        @Test func `another token's cookie is none of ours`() throws {
            let other = try SessionSamples.token(1)
            #expect(outer.find(try SessionSamples.pair(SessionSamples.session(other), other)).isNone)
        }

        @Test func `another token's cookie under our name does not open`() throws {
            let other = try SessionSamples.token(1)
            let value = try SessionSamples.pair(SessionSamples.session(other), other).drop { $0 != "=" }
            #expect(outer.find("rb_\(outer.token.fingerprint)\(value)").isUnusable)
        }

        @Test func `an empty one is unusable`() { #expect(outer.find("rb_\(outer.token.fingerprint)=").isUnusable) }

        @Test func `one that began in no year of the calendar is unusable`() throws {
            let session = SessionSamples.session(outer.token, at: Date(timeIntervalSince1970: 1e15))
            #expect(outer.find(try SessionSamples.pair(session, outer.token)).isUnusable)
        }

        @Test func `a tampered one is unusable`() throws {
            #expect(outer.find(String(try outer.pair().dropLast()) + "_").isUnusable)
        }

        @Test func `an insecure cookie is not read where secure ones are set`() throws {
            let found = SessionSamples.cookies([try outer.pair()], isSecure: true).find(outer.token)
            #expect(found.isNone)
        }
    }

    struct Life {
        private let outer: `Session cookies`

        init() throws { outer = try `Session cookies`() }

        @Test func `just within the idle life`() throws {
            #expect(outer.find(try outer.pair(), later: 1799).session != nil)
        }

        @Test func `past the idle life`() throws { #expect(outer.find(try outer.pair(), later: 1800).isUnusable) }

        @Test func `a session that is used lives to its absolute end and no longer`() throws {
            var session = SessionSamples.session(outer.token)
            var age = 0.0
            while age + 1700 < 7200 {
                age += 1700
                let pair = try SessionSamples.pair(session, outer.token, now: SessionSamples.now + age)
                session = try #require(outer.find(pair, later: age).session)
            }
            let last = try SessionSamples.pair(session, outer.token, now: SessionSamples.now + 7100)
            #expect(outer.find(last, later: 7199).session != nil)
            #expect(outer.find(last, later: 7200).isUnusable)
        }

        @Test func `another server's clock may be a minute ahead`() throws {
            #expect(outer.find(try outer.pair(at: SessionSamples.now + 60)).session != nil)
        }

        @Test func `more than a minute is not believed`() throws {
            #expect(outer.find(try outer.pair(at: SessionSamples.now + 61)).isUnusable)
        }

        @Test func `the browser keeps the cookie to the absolute end`() throws {
            let session = SessionSamples.session(outer.token)
            let lines = SessionSamples.cookies(now: SessionSamples.now + 200).keep(session, for: outer.token)
            #expect(lines?.first?.contains("; Max-Age=7000;") == true)
        }
    }

    struct Lines {
        private let outer: `Session cookies`

        init() throws { outer = try `Session cookies`() }

        private func line(_ mount: Mount = .root, isSecure: Bool = false) -> String {
            let cookies = SessionSamples.cookies(mount: mount, isSecure: isSecure)
            return cookies.keep(SessionSamples.session(outer.token), for: outer.token)?.first ?? ""
        }

        @Test func `http`() {
            #expect(line().hasPrefix("rb_\(outer.token.fingerprint)=v1."))
            #expect(line().hasSuffix("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax"))
        }

        @Test func `https at the root`() {
            #expect(line(isSecure: true).hasPrefix("__Host-rb_"))
            #expect(line(isSecure: true).hasSuffix("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure"))
        }

        @Test func `https below a path`() {
            let line = line(Mount(path: "/connect/lunar"), isSecure: true)
            #expect(line.hasPrefix("__Secure-rb_") && line.contains("; Path=/connect/lunar;"))
        }

        @Test func `dropping`() {
            let line = SessionSamples.cookies(isSecure: true).drop(outer.token).first
            #expect(
                line == "__Host-rb_\(outer.token.fingerprint)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
        }

        @Test func `the token does not stand in it`() { #expect(!line().contains(outer.token.text)) }
    }
}
