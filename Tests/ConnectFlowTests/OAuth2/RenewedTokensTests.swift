import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `A tariff plan with OAuth2` {
    private let browser = OAuth2Browser()

    private func stored() async throws -> JSONValue {
        _ = try await browser.signIn()
        return try #require(browser.connect.bodies.last?["data"])
    }

    private func read(_ data: JSONValue) async throws -> Answer {
        try await browser.send(
            .post, "/api/tariff_plan", query: "", [.contentType: "application/json"],
            body: JSONValue.object(["auth_metadata": ["data": data]]).serialised())
    }

    @Test func `with fresh tokens carries no new data`() async throws {
        let answer = try await read(try await stored())
        #expect(answer.status == 200 && answer.json["tariff"] != nil && answer.json["auth_metadata"] == nil)
    }

    @Test func `with renewed tokens carries the new data whole, sealed`() async throws {
        let data = try await stored()
        browser.wait(seconds: 7200)
        let renewed = try await read(data).json["auth_metadata"]?["data"]
        #expect(renewed?["home"] == "home" && renewed?["tokens"] != data["tokens"])
        #expect(renewed?["tokens"]?["access_token"]?.string?.hasPrefix("v1.") == true)
        #expect(renewed?.object?.keys.sorted() == data.object?.keys.sorted())
    }

    @Test func `with the new data goes on`() async throws {
        let data = try await stored()
        browser.wait(seconds: 7200)
        let renewed = try #require(try await read(data).json["auth_metadata"]?["data"])
        browser.restart()
        #expect(try await read(renewed).status == 200)
        #expect(browser.endpoint.forms.count == 2)
    }

    @Test func `in the bare form is the tariff alone`() async throws {
        browser.settings.isTariffPlanBare = true
        let data = try await stored()
        browser.wait(seconds: 7200)
        let answer = try await read(data)
        #expect(answer.json["object"] == "tariff" && answer.json["auth_metadata"] == nil)
    }

    @Test func `that fails after the renewal carries the new data all the same`() async throws {
        let data = try await stored()
        browser.wait(seconds: 7200)
        browser.provider.authorise { _ throws(ProviderError) in throw .unavailable("down") }
        let answer = try await read(data)
        #expect(answer.status == 400 && answer.json["code"] == "provider_unavailable")
        #expect(answer.json["auth_metadata"]?["data"]?["tokens"] != nil)
    }

    @Test func `whose refresh is refused names the code`() async throws {
        let data = try await stored()
        browser.wait(seconds: 7200)
        browser.endpoint.script(.json(["error": "invalid_grant"], 400))
        let answer = try await read(data)
        #expect(answer.status == 400 && answer.json["code"] == "reauthorisation_required")
        #expect(answer.json["message"]?.string?.contains("used before") == true)
    }

    @Test(
        arguments: [
            ["tokens": "nothing"], [:], ["tokens": ["access_token": "v1.00000000.AAAA", "lineage": "x"]],
        ] as [JSONValue])
    func `with data that holds no tokens of ours names the code`(data: JSONValue) async throws {
        let answer = try await read(data)
        #expect(answer.status == 400 && answer.json["code"] == "reauthorisation_required")
    }

    @Test func `after a change of secrets needs a new sign-in`() async throws {
        let data = try await stored()
        browser.restart()
        browser.keys = SessionKeys(secret: Secret("fedcba9876543210fedcba9876543210"))
        #expect(try await read(data).json["code"] == "reauthorisation_required")
    }

    @Test func `reads data that an earlier secret sealed`() async throws {
        let data = try await stored()
        browser.restart()
        browser.keys = SessionKeys(
            secret: Secret("fedcba9876543210fedcba9876543210"),
            previous: [Secret("0123456789abcdef0123456789abcdef")])
        #expect(try await read(data).status == 200)
    }

    @Test func `keeps the newest tokens in STATE_DIR over a restart`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "state-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        browser.settings.stateDirectory = folder
        let data = try await stored()
        browser.wait(seconds: 7200)
        _ = try await read(data)
        browser.restart()
        #expect(try await read(data).status == 200)
        #expect(browser.endpoint.forms.count == 2)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).hasPrefix("v1."))
        }
    }

    @Test func `leaves no token in the log`() async throws {
        let data = try await stored()
        browser.wait(seconds: 7200)
        _ = try await read(data)
        #expect(!browser.log.all.contains { $0.contains("very-secret") })
    }
}
