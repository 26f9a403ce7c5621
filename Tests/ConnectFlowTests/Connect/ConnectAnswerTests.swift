import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `Connect's answers` {
    private let account: JSONValue = ["display_name": "Nova", "privacy_url": "https://nova.example/p"]

    private func page(_ route: String, _ data: [String: JSONValue] = [:]) -> JSONValue {
        var all: [String: JSONValue] = ["account": account]
        all.merge(data) { $1 }
        return ["route": .string(route), "data": .object(all)]
    }

    private func read(_ value: JSONValue, _ status: Int = 200) throws(ConnectFailure) -> ConnectAnswer {
        try ConnectAnswer(.json(value, status))
    }

    private func readPage(_ value: JSONValue) throws -> ConnectPage {
        guard case .page(let page) = try read(value) else { throw ConnectFailure.unusable("no page") }
        return page
    }

    private func failure(_ answer: HTTPAnswer) -> ConnectFailure? {
        do {
            _ = try ConnectAnswer(answer)
            return nil
        } catch {
            return error
        }
    }

    private func failure(_ value: JSONValue, _ status: Int = 200) -> ConnectFailure? { failure(.json(value, status)) }

    private func isUnusable(_ failure: ConnectFailure?) -> Bool {
        if case .unusable = failure { true } else { false }
    }

    struct Pages {
        private let outer = `Connect's answers`()

        @Test func `the login page`() throws {
            let page = try outer.readPage(outer.page("auth_metadata_capture"))
            #expect(page.step == .authMetadataCapture && page.accountName == "Nova")
        }

        @Test func `a consent page names the stored data`() throws {
            let page = try outer.readPage(outer.page("consent_capture", ["auth_metadata_id": "amd_1"]))
            #expect(page.authMetadataID == "amd_1" && page.privacyURL == "https://nova.example/p")
        }

        @Test(arguments: [nil, "", .null, .number(1), .string(String(repeating: "x", count: 201))] as [JSONValue?])
        func `a consent page without usable stored data is unusable`(id: JSONValue?) {
            let data = id.map { ["auth_metadata_id": $0] } ?? [:]
            #expect(outer.isUnusable(outer.failure(outer.page("consent_capture", data))))
        }

        @Test func `the direction is import where none is given`() throws {
            #expect(try outer.readPage(outer.page("auth_metadata_capture")).direction == .import)
        }

        @Test func `export`() throws {
            guard case .object(var page) = outer.page("auth_metadata_capture") else { return }
            page["direction"] = "EXPORT"
            #expect(try outer.readPage(.object(page)).direction == .export)
        }

        @Test func `live unless it says otherwise`() throws {
            #expect(try outer.readPage(outer.page("auth_metadata_capture")).isLive)
        }

        @Test func `a page without data is unusable`() {
            #expect(outer.isUnusable(outer.failure(["route": "auth_metadata_capture"])))
        }

        @Test func `a page without an account is unusable`() {
            #expect(outer.isUnusable(outer.failure(["route": "auth_metadata_capture", "data": [:]])))
        }

        @Test func `an unknown route is unusable`() { #expect(outer.isUnusable(outer.failure(outer.page("surprise")))) }

        @Test(arguments: ["javascript:alert(1)", "http://nova.example/p", "//x", "https://x/\"onclick=", "data:,x"])
        func `an address that no page may print is left out`(url: String) throws {
            let account: JSONValue = ["display_name": "Nova", "privacy_url": .string(url), "terms_url": .string(url)]
            let page = try outer.readPage(
                outer.page(
                    "consent_capture",
                    ["auth_metadata_id": "a", "account": account, "provider": ["logo_url": .string(url)]]))
            #expect(page.privacyURL == nil && page.termsURL == nil && page.logoURL == nil)
        }

        @Test func `a huge name is cut`() throws {
            let name = JSONValue.string(String(repeating: "ü", count: 9000))
            let page = try outer.readPage(
                outer.page(
                    "auth_metadata_capture", ["account": ["display_name": name], "provider": ["display_name": name]]))
            #expect(page.accountName.utf8.count == 100 && page.providerName?.utf8.count == 100)
        }

        @Test func `a name cannot turn the reading direction around or break the line`() throws {
            let page = try outer.readPage(
                outer.page("auth_metadata_capture", ["account": ["display_name": "a\u{202E}b\r\nc\u{2028}d"]]))
            #expect(page.accountName == "a b  c d")
        }
    }

    struct Redirects {
        private let outer = `Connect's answers`()

        @Test(arguments: ["redirect_url", "redirect_uri"])
        func `either key`(key: String) throws {
            let answer = try outer.read(["route": "session_redirect", "data": .object([key: "myapp://x"])])
            guard case .redirect(let target) = answer else { throw ConnectFailure.unusable("no redirect") }
            #expect(target.location == "myapp://x")
        }

        @Test(arguments: ["javascript:alert(1)", "http://evil.example/", "", "https://x/\r\ny"])
        func `a hostile target is unusable`(url: String) {
            let answer: JSONValue = ["route": "session_redirect", "data": ["redirect_url": .string(url)]]
            #expect(outer.isUnusable(outer.failure(answer)))
        }

        @Test func `a redirect without data is unusable`() {
            #expect(outer.isUnusable(outer.failure(["route": "session_redirect"])))
        }
    }

    struct Refusals {
        private let outer = `Connect's answers`()

        private func refusal(_ value: JSONValue, _ status: Int) -> ConnectAnswer.Refusal? {
            if case .refused(let refusal) = outer.failure(value, status) { refusal } else { nil }
        }

        @Test func `an error object`() {
            let refusal = refusal(["object": "error", "code": "c_1", "message": "No."], 422)
            #expect(refusal?.status == 422 && refusal?.code == "c_1" && refusal?.message == "No.")
        }

        @Test func `an error object with the status 200 is a 400`() {
            #expect(refusal(["object": "error", "message": "No."], 200)?.status == 400)
        }

        @Test func `a page object whose route is error`() {
            let refusal = refusal(["route": "error", "data": ["error_code": "e", "error_message": "No."]], 200)
            #expect(refusal?.status == 400 && refusal?.code == "e" && refusal?.message == "No.")
        }

        @Test func `an error page's texts beside its data`() {
            #expect(refusal(["route": "error", "error_message": "No.", "data": [:]], 403)?.message == "No.")
        }

        @Test func `a bare message`() {
            #expect(refusal(["message": "Bad credentials"], 403)?.message == "Bad credentials")
        }

        @Test func `HTML with a 4xx is a refusal without words`() {
            guard case .refused(let refusal) = outer.failure(.text("<h1>Gone</h1>", 410)) else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.status == 410 && refusal.message == nil)
        }

        @Test func `a long message is cut`() {
            #expect(refusal(["message": .string(String(repeating: "x", count: 9000))], 400)?.message?.utf8.count == 500)
        }

        @Test(arguments: ["a b", "a\nerror: x", "a=b", "\"", "é"])
        func `a code that a log could mistake is not repeated`(code: String) {
            #expect(refusal(["code": .string(code)], 400)?.code == "unprintable")
        }

        @Test(arguments: [400, 401, 403, 404, 409, 410, 422, 429, 451])
        func `its status is passed on`(status: Int) { #expect(refusal([:], status)?.publicStatus.code == status) }

        @Test(arguments: [407, 408, 421, 425])
        func `a status that makes browsers post again is not`(status: Int) {
            #expect(refusal([:], status)?.publicStatus == .badRequest)
        }

        @Test func `its wait is passed on`() {
            var answer = HTTPAnswer.refusal(429, "rate_limit", "Wait.")
            answer.headerFields[.retryAfter] = "7"
            guard case .refused(let refusal) = outer.failure(answer) else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.retryAfter == 7)
        }

        @Test func `what the customer typed is masked`() {
            let secret = Secret("correct horse")
            let refusal = ConnectAnswer.Refusal(status: 422, code: "c", message: "bad: correct horse", retryAfter: nil)
            guard case .refused(let cleaned) = ConnectFailure.refused(refusal).cleaned(of: [secret]) else { return }
            #expect(cleaned.message == "bad: •••")
        }
    }

    struct Garbage {
        private let outer = `Connect's answers`()

        @Test(arguments: ["", "null", "[]", "\"x\"", "1", "{", "<html></html>", "{\"route\":1}", "{}", "\u{FEFF}{}"])
        func `a 200 that is no page is unusable`(text: String) { #expect(outer.isUnusable(outer.failure(.text(text)))) }

        @Test(arguments: [100, 301, 302, 304, 500, 502, 503, 599])
        func `a status that is no answer is unusable, whatever it says`(status: Int) {
            #expect(outer.isUnusable(outer.failure(["object": "error", "route": "auth_metadata_capture"], status)))
        }

        @Test func `bytes that are no UTF-8`() {
            #expect(outer.isUnusable(outer.failure(HTTPAnswer(status: .ok, body: [0x7B, 0xFF, 0x7D]))))
        }

        @Test func `nested a million levels deep`() {
            #expect(outer.isUnusable(outer.failure(.text(String(repeating: "[", count: 1_000_000)))))
        }
    }
}
