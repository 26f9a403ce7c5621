import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `The tariff plan` {
    private let browser = Browser()
    private static let data: JSONValue = ["login": "ann@example.com", "password": "correct horse"]

    private func send(_ body: JSONValue, _ fields: HTTPFields = [:]) async throws -> Answer {
        try await browser.send(.post, "/api/tariff_plan", query: "", fields, body: body.serialised())
    }

    private func ask(_ data: JSONValue = data, reference: JSONValue? = nil) async throws -> Answer {
        var metadata: [String: JSONValue] = ["data": data]
        metadata["reference_id"] = reference
        return try await send(["auth_metadata": .object(metadata)])
    }

    struct Answers {
        private let outer = `The tariff plan`()
        private var browser: Browser { outer.browser }

        @Test func `the tariff, wrapped`() async throws {
            let answer = try await outer.ask()
            #expect(answer.status == 200 && answer.json["tariff"]?["provider_tariff_reference"] == "ref_1")
            #expect(answer.json["postal_address"] == nil && answer[.contentType] == "application/json")
        }

        @Test func `with the address beside it`() async throws {
            browser.provider.capture { _, _ in
                Captured(
                    .sample, referenceID: "r",
                    postalAddress: PostalAddress(addressLine1: "1 High Street", countryCode: "GB"))
            }
            #expect(try await outer.ask().json["postal_address"]?["address_line1"] == "1 High Street")
        }

        @Test func `bare, where that is set`() async throws {
            browser.settings.isTariffPlanBare = true
            #expect(try await outer.ask().json["object"] == "tariff")
        }

        @Test func `what was stored is what the provider gets`() async throws {
            _ = try await outer.ask()
            #expect(browser.provider.now.logins == [["login": "ann@example.com", "password": "correct horse"]])
        }

        @Test func `an export session's data reads the export contract`() async throws {
            _ = try await outer.ask(["login": "a", "password": "b", "direction": "EXPORT"])
            #expect(browser.provider.now.directions == [.export])
        }

        @Test func `no session cookie is set`() async throws { #expect(try await outer.ask().setCookies.isEmpty) }

        @Test func `what the browser stored opens here`() async throws {
            try await browser.logIn()
            let stored = try #require(browser.connect.bodies.last?["data"])
            _ = try await outer.ask(stored)
            #expect(browser.provider.now.previous == [nil, ProviderSim.Grant().accessToken.reveal()])
        }

        @Test func `a token of another provider does not`() async throws {
            let sealed = try browser.keys.storedSecrets(of: "prv_other").sealed("token")
            _ = try await outer.ask(["login": "a", "password": "b", "access_token": .string(sealed)])
            #expect(browser.provider.now.previous == [nil])
        }

        @Test func `nor does one in clear`() async throws {
            _ = try await outer.ask(["login": "a", "password": "b", "access_token": "stolen"])
            #expect(browser.provider.now.previous == [nil])
        }
    }

    struct References {
        private let outer = `The tariff plan`()
        private var browser: Browser { outer.browser }

        @Test func `one that is carried is handed on`() async throws {
            #expect(try await outer.ask(reference: "c2").json["tariff"]?["provider_tariff_reference"] == "c2")
        }

        @Test func `null is none`() async throws { #expect(try await outer.ask(reference: .null).status == 200) }

        @Test(arguments: [.number(7), .bool(true), .array([]), .object([:])] as [JSONValue])
        func `one that is no text is not passed over`(reference: JSONValue) async throws {
            let answer = try await outer.ask(reference: reference)
            #expect(answer.status == 422 && browser.provider.now.logins.isEmpty)
        }

        @Test func `another contract than the one asked for does not leave`() async throws {
            browser.provider.capture { _, _ in Captured(.sample, referenceID: "other") }
            #expect(try await outer.ask(reference: "c2").json["code"] == "unknown_reference")
        }

        @Test func `with one it is clear which of several is meant`() async throws {
            browser.provider.need(.multipleAvailableTariffs([AccountChoice(id: "c1", name: "x")]))
            #expect(try await outer.ask(reference: "c1").status == 200)
        }
    }

    struct Refusals {
        private let outer = `The tariff plan`()
        private var browser: Browser { outer.browser }

        private func expect(_ answer: Answer, _ status: Int, _ code: String, type: String = "api_error") {
            #expect(answer.status == status)
            #expect(answer.json["object"] == "error" && answer.json["type"] == .string(type))
            #expect(answer.json["code"] == .string(code) && answer.json["message"]?.string?.isEmpty == false)
        }

        @Test(arguments: [
            "", "null", "[]", "x", "{}", "{\"auth_metadata\":{}}", "{\"auth_metadata\":{\"data\":\"x\"}}",
            "{\"auth_metadata\":1}",
            "login=a&password=b", "{\"auth_metadata\":{\"data\":{}}", "\u{FEFF}{}",
        ])
        func `a body without stored data is a 422`(body: String) async throws {
            let answer = try await browser.send(.post, "/api/tariff_plan", query: "", [:], body: Array(body.utf8))
            expect(answer, 422, "invalid_request")
            #expect(answer.json["message"] == "Invalid credentials")
        }

        @Test(arguments: [
            (ProviderError.invalidCredentials, "invalid_credentials"), (.rateLimited(retryAfter: 9), "rate_limited"),
            (.unavailable("x"), "provider_unavailable"), (.unexpectedAnswer("x"), "provider_unavailable"),
            (.timedOut, "provider_timeout"), (.noTariff, "no_tariff"), (.unknownReference, "unknown_reference"),
            (.ratesIncomplete("x"), "rates_incomplete"), (.tariffHoursUnknown("x"), "tariff_hours_unknown"),
            (.unsupportedTariff("x"), "unsupported_tariff"),
            (.reauthorisationRequired("x"), "reauthorisation_required"),
        ])
        func `each no of the provider is a 400 with its code`(error: ProviderError, code: String) async throws {
            browser.provider.refuse(error)
            expect(try await outer.ask(), 400, code)
        }

        @Test func `a rate limit says how long`() async throws {
            browser.provider.refuse(.rateLimited(retryAfter: 9))
            #expect(try await outer.ask()[.retryAfter] == "9")
        }

        @Test(arguments: [
            (ExtraRequirement.code(hint: nil), "code_required"), (.noAvailableTariffs, "no_tariff"),
            (.multipleAvailableTariffs([AccountChoice(id: "c1", name: "x")]), "selection_required"),
            (.multipleAvailableTariffs([]), "no_tariff"),
        ])
        func `a requirement that nobody is there to meet`(requirement: ExtraRequirement, code: String) async throws {
            browser.provider.need(requirement)
            expect(try await outer.ask(), 400, code)
        }

        @Test func `a tariff that breaks a rule is our fault, and names the place`() async throws {
            var tariff = Tariff.sample
            tariff.displayName = ""
            browser.provider.capture { [tariff] _, _ in Captured(tariff, referenceID: "r") }
            let answer = try await outer.ask()
            expect(answer, 500, "tariff_invalid", type: "server_error")
            #expect(answer.json["message"]?.string?.contains("display_name") == true)
        }
    }

    struct Token {
        private let outer = `The tariff plan`()
        private var browser: Browser { outer.browser }
        private let body: JSONValue = ["auth_metadata": ["data": `The tariff plan`.data]]

        init() { outer.browser.settings.tariffPlanToken = Secret("the-token") }

        @Test(arguments: ["Bearer the-token", "bearer the-token", "BEARER the-token"])
        func `the right one`(value: String) async throws {
            #expect(try await outer.send(body, [.authorization: value]).status == 200)
        }

        @Test(arguments: [
            "", "Bearer", "Bearer ", "Bearer the-tokeN", "Bearer the-token2", "Basic the-token", "the-token",
            "Bearer  the-token",
        ])
        func `a wrong one is a 401 and reaches nothing`(value: String) async throws {
            let answer = try await outer.send(body, [.authorization: value])
            #expect(
                answer.status == 401 && answer[.wwwAuthenticate] == "Bearer" && answer.json["code"] == "unauthorised")
            #expect(browser.provider.now.logins.isEmpty)
        }

        @Test func `none is a 401`() async throws { #expect(try await outer.send(body).status == 401) }

        @Test func `it is asked for before the body is read`() async throws {
            #expect(try await outer.send("nonsense").status == 401)
        }
    }
}

extension SecretCoding {
    /// A text as it would be stored.
    func sealed(_ text: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.userInfo = userInfo
        return try JSONDecoder().decode([String].self, from: encoder.encode([Secret(text)]))[0]
    }
}
