import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `What must not get out` {
    private let browser = Browser()
    private static let accessToken = ProviderSim.Grant().accessToken.reveal()
    private static let secrets = ["ann@example.com", "correct horse", accessToken, "654321", Browser.token, "v1."]

    private func expectNothingSecretInTheLog() {
        for line in browser.log.all {
            for secret in Self.secrets { #expect(!line.contains(secret), "\(line)") }
            #expect(!line.contains("\n") && !line.contains("\u{2028}"))
        }
    }

    @Test func `the whole way leaves lines without secrets`() async throws {
        browser.provider.need(.code(hint: nil))
        try await browser.logIn()
        try await browser.post("/extra_auth_metadata_capture", [("otpCode", "654321")])
        try await browser.get("/page")
        try await browser.post("/consent_capture")
        #expect(browser.log.all.count >= 5)
        expectNothingSecretInTheLog()
    }

    @Test func `a line tells the session by a hash of the token`() async throws {
        try await browser.open()
        let fingerprint = try #require(ConnectToken(Browser.token)).fingerprint
        #expect(browser.log.all.last?.contains("token=token \(fingerprint)") == false)
        #expect(browser.log.all.last?.contains("token=\(fingerprint)") == true)
    }

    private static let echo = "you sent ann@example.com, correct horse, \(accessToken)\nerror: forged \u{2028}line"

    @Test(arguments: [
        ProviderError.unavailable(echo), .unexpectedAnswer(echo), .unsupportedTariff(echo),
        .reauthorisationRequired(echo),
    ])
    func `a provider that repeats what it was sent`(error: ProviderError) async throws {
        browser.provider.refuse(error)
        try await browser.logIn(Browser.credentials + [])
        #expect(browser.log.all.contains { $0.contains("you sent •••") })
        #expect(!browser.log.all.contains { $0.contains("ann@example.com") || $0.contains("correct horse") })
        #expect(!browser.log.all.contains { $0.contains("\n") || $0.contains("\u{2028}") })
    }

    @Test func `one that repeats code and token`() async throws {
        browser.provider.need(.code(hint: nil))
        try await browser.logIn()
        browser.provider.extra { _, _ throws(ProviderError) in throw .unexpectedAnswer("\(Self.echo) 654321") }
        try await browser.post("/extra_auth_metadata_capture", [("otpCode", "654321")])
        expectNothingSecretInTheLog()
    }

    @Test func `one that repeats them to FlatPeak's backend`() async throws {
        browser.provider.capture { _, _ throws(ProviderError) in throw .unexpectedAnswer(Self.echo) }
        let body: JSONValue = ["auth_metadata": ["data": ["login": "ann@example.com", "password": "correct horse"]]]
        let answer = try await browser.send(.post, "/api/tariff_plan", query: "", [:], body: body.serialised())
        #expect(answer.status == 400 && answer.html.contains("you sent •••"))
        for secret in Self.secrets { #expect(!answer.html.contains(secret)) }
        expectNothingSecretInTheLog()
    }

    @Test func `Connect that repeats the password, in words and in code`() async throws {
        try await browser.open()
        browser.connect.script(.refusal(403, "correct horse", "correct horse ann@example.com"))
        let answer = try await browser.post("/auth_metadata_capture", Browser.credentials)
        #expect(!answer.html.contains("correct horse") && !answer.html.contains("ann@example.com"))
        expectNothingSecretInTheLog()
    }

    @Test func `a code of Connect's that would look like another line`() async throws {
        browser.connect.script(.refusal(403, "x\nerror: forged status=200", "m"))
        try await browser.open()
        #expect(browser.log.all.contains { $0.contains("code=unprintable") })
        expectNothingSecretInTheLog()
    }

    @Test func `passwords are on no page`() async throws {
        browser.provider.refuse(.invalidCredentials)
        let failed = try await browser.logIn()
        #expect(!failed.html.contains("correct horse"))
    }

    @Test func `tokens go to Connect sealed`() async throws {
        try await browser.logIn()
        #expect(
            browser.connect.calls.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains(Self.accessToken) })
    }

    @Test func `a call does not print its body`() async throws {
        try await browser.logIn()
        let call = try #require(browser.connect.calls.last)
        var dumped = ""
        dump(call, to: &dumped)
        #expect(!"\(call)\(dumped)".contains("correct horse"))
    }
}
