import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct ConnectSiteTests {
    @Test func `the login page has exactly the members of the protocol`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            let page = try await desk.connect(token, "start_tariff_integration").json
            #expect(
                page == [
                    "route": "auth_metadata_capture", "connect_token": .string(token), "type": "render",
                    "live_mode": false, "direction": "IMPORT",
                    "data": [
                        "account": [
                            "display_name": "Nova", "privacy_url": "http://sandbox.test/app/privacy",
                            "terms_url": "http://sandbox.test/app/terms",
                        ],
                        "provider": [
                            "id": .string(Sandbox.defaultProviderID), "display_name": "Lunar Energy",
                            "logo_url": "http://sandbox.test/lunar/logo.svg", "accent_color": "#3b2f7f",
                        ],
                    ],
                ])
        }
    }

    @Test func `a trailing slash makes no difference`() async throws {
        try await withSandbox { desk in
            let body = "{\"connect_token\":\"\(try await desk.token())\",\"route\":\"start_tariff_integration\"}"
            #expect(try await desk.send(.post, "/connect/", body).status == 200)
        }
    }

    @Test func `the direction of the token request comes with the page`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["direction": "EXPORT"])
            #expect(try await desk.connect(token, "start_tariff_integration").json["direction"] == "EXPORT")
        }
    }

    @Test func `the consent page carries the id of the stored data`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.capture(desk.token())
            #expect(reply.hasPrefix("amd_"))
        }
    }

    @Test func `consent redirects to the app with the token`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            #expect(
                try await desk.consent(token).json == [
                    "route": "session_redirect", "connect_token": .string(token), "live_mode": false,
                    "data": ["redirect_url": .string("http://sandbox.test/app/return?fp_cot=\(token)")],
                ])
        }
    }

    @Test func `a deep link is sent as it is`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["connect_web_uri": "myapp://oauth-callback/flatpeak"])
            let target = try await desk.consent(token).json["data"]?["redirect_url"]?.string
            #expect(target == "myapp://oauth-callback/flatpeak?fp_cot=\(token)")
        }
    }

    @Test func `disconnecting says so in the redirect`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            let reply = try await desk.action(token, "auth_metadata_capture", "DISCONNECT")
            let target = reply.json["data"]?["redirect_url"]?.string
            #expect(target == "http://sandbox.test/app/return?fp_cot=\(token)&fp_result=disconnected")
        }
    }

    @Test func `an unknown token is a 404 with the error object`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.connect("cot_unknown0", "start_tariff_integration")
            #expect(reply.status == 404)
            #expect(reply.json["context"] == "connect.start_tariff_integration")
            #expect(reply.json["connect_token"] == "cot_unknown0")
            #expect(reply.json["time_created"] == "2026-11-23T12:00:00Z")
        }
    }

    @Test func `a token expires after a day`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            try await desk.advance(86_399)
            #expect(try await desk.connect(token, "start_tariff_integration").status == 200)
            try await desk.advance(1)
            #expect(try await desk.connect(token, "start_tariff_integration").code == "connect_token_expired")
        }
    }

    @Test func `a token is used once`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            let reply = try await desk.connect(token, "start_tariff_integration")
            #expect(reply.status == 422)
            #expect(reply.code == "connect_token_used")
        }
    }

    @Test(arguments: ["session_restore", "session_start"])
    func `a finished session completes with the callback`(route: String) async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["callback_uri": "https://app.test/done?x=1"])
            _ = try await desk.consent(token)
            let page = try await desk.connect(token, route).json
            #expect(page["route"] == "session_complete")
            #expect(page["data"]?["callback_uri"]?.string == "https://app.test/done?x=1&fp_cot=\(token)")
        }
    }

    @Test func `only POST is answered`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/connect")
            #expect(reply.status == 405)
        }
    }
}
