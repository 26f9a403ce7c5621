import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Reports on sealed texts` {
    private let token: ConnectToken
    private let keys = SessionSamples.keys

    init() throws { token = try SessionSamples.token() }

    private func report(_ sealed: String? = nil, later seconds: Double = 0) throws -> SealedReport? {
        let pair = try SessionSamples.pair(SessionSamples.session(token), token).split(separator: "=")
        return keys.inspect(
            sealed ?? String(pair[1]), cookie: String(pair[0]), providers: ["prv_a", "prv_b"],
            now: SessionSamples.now + seconds)
    }

    @Test func `a session tells its age and the life it has left`() throws {
        let report = try #require(try report(later: 100))
        #expect(report.kind == .session(age: 100, idle: 100, idleLeft: 1700, left: 7100))
        #expect(report.keyID == keys.id && report.fault == nil)
    }

    @Test(arguments: [(1800.0, "expired"), (-61, "future")])
    func `one that is of no use says why`(seconds: Double, fault: String) throws {
        #expect(try report(later: seconds)?.fault == fault)
    }

    @Test func `a stored secret tells its provider`() throws {
        let sealed = try keys.seal(Array("token".utf8), for: .storedSecret, context: "prv_b")
        #expect(try report(sealed)?.kind == .storedSecret(provider: "prv_b"))
    }

    @Test func `one of a provider that is not asked about does not open`() throws {
        let sealed = try keys.seal(Array("token".utf8), for: .storedSecret, context: "prv_c")
        #expect(
            try report(sealed) == SealedReport(kind: nil, keyID: keys.id, size: sealed.utf8.count, fault: "tampered"))
    }

    @Test(arguments: ["", "v1", "v1..", "v2.00000000.AAAA", "v1.00000000.A", "v1.00000000.AAAA.A"])
    func `what is no sealed text has none`(text: String) throws {
        let report = try report(text)
        #expect(report == nil || report?.kind == nil)
    }
}

@Suite struct `Secrets of the environment` {
    private let secret = "0123456789abcdef0123456789abcdef"
    private let former = "abcdef0123456789abcdef0123456789"

    private func keys(_ previous: String) throws(ConfigurationFault) -> SessionKeys {
        try SessionKeys(EnvironmentVariables(["APP_SECRET": secret, "APP_SECRET_PREVIOUS": previous]))
    }

    @Test func `the first seals, all open`() throws {
        let keys = try keys(former)
        let ids = [secret, former].map { SessionKeys(secret: Secret($0)).id }
        #expect(keys.id == ids[0] && keys.ids == Set(ids))
    }

    @Test func `blanks around the commas of a list are none of theirs`() throws {
        #expect(try keys(" \(former) , \(secret)").ids == keys("\(former),\(secret)").ids)
    }

    @Test func `a blank inside is`() throws {
        let phrase = "correct horse battery staple, no commas"
        #expect(
            try keys(String(phrase.filter { $0 != "," })).ids.contains(
                SessionKeys(secret: Secret(phrase.filter { $0 != "," })).id))
    }

    @Test(arguments: ["short", String(repeating: "a", count: 40)])
    func `a weak one is refused`(previous: String) { #expect(throws: ConfigurationFault.self) { try keys(previous) } }
}
