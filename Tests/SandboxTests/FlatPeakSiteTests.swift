import Foundation
import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct FlatPeakSiteTests {
    private static let path = "/flatpeak/connect/tariff/token"

    @Test func `the right key gives a bearer token`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.send(.get, "/flatpeak/login", authorization: Desk.basic("sandbox-api-key"))
            #expect(reply.json["bearer_token"]?.string?.hasPrefix("bt_") == true)
            #expect(reply.json["expires_in"] == 3_600)
        }
    }

    @Test(arguments: [Desk.basic("wrong"), "Basic ???", "Bearer x", nil])
    func `a wrong key is a 403`(authorization: String?) async throws {
        try await withSandbox { desk in
            let reply = try await desk.send(.get, "/flatpeak/login", authorization: authorization)
            #expect(reply.status == 403)
            #expect(reply.json == ["message": "Bad credentials"])
        }
    }

    @Test func `a token request gives a connect token for a day`() async throws {
        try await withSandbox { desk in
            let bearer = try await desk.bearer()
            let reply = try await desk.post(Self.path, ["callback_uri": "https://a.test/cb"], bearer: bearer)
            let token = try #require(reply.json["connect_token"]?.string)
            #expect(token.wholeMatch(of: /cot_[0-9a-f]{24}/) != nil)
            #expect(reply.json["expires_in"] == 86_400)
        }
    }

    @Test func `a token request without a bearer token is a 403`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post(Self.path, ["callback_uri": "https://a.test"])
            #expect(reply.status == 403)
        }
    }

    @Test func `a bearer token expires after an hour`() async throws {
        try await withSandbox { desk in
            let bearer = try await desk.bearer()
            try await desk.advance(3_600)
            #expect(try await desk.post(Self.path, ["callback_uri": "https://a.test"], bearer: bearer).status == 403)
        }
    }

    @Test(
        arguments: [
            ([:], "callback_uri_missing"),
            (["callback_uri": "no url"], "callback_uri_invalid"),
            (["callback_uri": "javascript://alert"], "callback_uri_invalid"),
            (["callback_uri": "https://a.test", "direction": "BOTH"], "direction_invalid"),
            (
                ["callback_uri": "https://a.test", "location_id": "l", "location_reference_id": "r"],
                "location_ambiguous"
            ),
            (["callback_uri": "https://a.test", "postal_address": "x"], "postal_address_invalid"),
            (["callback_uri": "https://a.test", "customer_id": 7], "customer_id_invalid"),
            (["callback_uri": "https://a.test", "colour": "red"], "field_unknown"),
        ] as [(JSONValue, String)])
    func `a bad token request names its fault`(body: JSONValue, code: String) async throws {
        try await withSandbox { desk in
            let reply = try await desk.post(Self.path, body, bearer: desk.bearer())
            #expect(reply.status == 422)
            #expect(reply.code == code)
        }
    }

    @Test func `the exchange gives the location and what the request named`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["customer_id": "cus_1", "location_reference_id": "home"])
            _ = try await desk.consent(token)
            let reply = try await desk.get("\(Self.path)?connect_token=\(token)", bearer: desk.bearer())
            #expect(reply.json["location_id"]?.string?.hasPrefix("loc_") == true)
            #expect(reply.json["customer_id"] == "cus_1")
            #expect(reply.json["location_reference_id"] == "home")
        }
    }

    @Test func `the exchange works once`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            let bearer = try await desk.bearer()
            _ = try await desk.get("\(Self.path)?connect_token=\(token)", bearer: bearer)
            let again = try await desk.get("\(Self.path)?connect_token=\(token)", bearer: bearer)
            #expect(again.code == "connect_token_used")
        }
    }

    @Test func `an unfinished session cannot be exchanged`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            let reply = try await desk.get("\(Self.path)?connect_token=\(token)", bearer: desk.bearer())
            #expect(reply.code == "route_not_allowed")
        }
    }

    @Test func `a location has the tariff that was read`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["location_id": "loc_1"])
            _ = try await desk.consent(token)
            let bearer = try await desk.bearer()
            _ = try await desk.get("\(Self.path)?connect_token=\(token)", bearer: bearer)
            let reply = try await desk.get("/flatpeak/locations/loc_1/tariff", bearer: bearer)
            #expect(reply.json["tariff"]?["display_name"] == "Lunar <Night>")
        }
    }

    @Test func `an unknown path is not found`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/flatpeak/nowhere")
            #expect(reply.json == ["message": "Not Found"])
        }
    }
}
