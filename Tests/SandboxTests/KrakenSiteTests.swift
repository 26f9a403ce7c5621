import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct KrakenSiteTests {
    private static let viewer = "{ viewer { accounts { number } } }"

    /// The tariff of a customer's first meter point.
    private static func tariff(_ desk: Desk, _ name: String, _ selection: String) async throws -> JSONValue? {
        let token = try await desk.krakenToken(name)
        let number = try await desk.kraken(viewer, token: token).data?["viewer"]?["accounts"]?.array?.first?["number"]
        let reply = try await desk.kraken(
            """
            query Q($number: String!) { account(accountNumber: $number) { properties { electricityMeterPoints { mpan \
            agreements { id validFrom validTo isRevoked tariff { \(selection) } } } } } }
            """, ["number": try #require(number)], token: token)
        return reply.data?["account"]?["properties"]?.array?.first?["electricityMeterPoints"]?.array?.first
    }

    @Test func `the right password gives a token of a kilobyte`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.krakenToken("single")
            #expect(reply.utf8.count == 1_028)
        }
    }

    @Test(arguments: ["single", "nobody"]) func `a wrong password is KT-CT-1138 with the status 200`(
        name: String
    ) async throws {
        try await withSandbox { desk in
            let reply = try await desk.krakenLogin(name, password: "sunshine")
            #expect(reply.status == 200)
            #expect(reply.errorCode == "KT-CT-1138")
            #expect(reply.data == ["obtainKrakenToken": .null])
        }
    }

    @Test func `an error names its place and its type`() async throws {
        try await withSandbox { desk in
            let error = try await desk.krakenLogin("single", password: "sunshine").error
            #expect(error?["path"] == ["obtainKrakenToken"])
            #expect(error?["locations"]?.array?.first?["line"] == 1)
            #expect(error?["extensions"]?["errorType"] == "VALIDATION")
        }
    }

    @Test func `without a token there is KT-CT-1112`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.kraken(Self.viewer)
            #expect(reply.errorCode == "KT-CT-1112")
        }
    }

    @Test(arguments: ["krk_unknown", "Bearer x"]) func `an unknown token is KT-CT-1111`(token: String) async throws {
        try await withSandbox { desk in
            let reply = try await desk.kraken(Self.viewer, token: token)
            #expect(reply.errorCode == "KT-CT-1111")
        }
    }

    @Test(arguments: ["", "JWT "]) func `the token goes bare or behind JWT`(scheme: String) async throws {
        try await withSandbox { desk in
            let token = try await desk.krakenToken("single")
            let reply = try await desk.kraken(Self.viewer, token: scheme + token)
            #expect(reply.data?["viewer"]?["accounts"] == [["number": "A-0CT00001"]])
        }
    }

    @Test(arguments: [(3_599, nil), (3_600, "KT-CT-1124")]) func `a token expires after an hour`(
        seconds: Int, code: String?
    ) async throws {
        try await withSandbox { desk in
            let token = try await desk.krakenToken("single")
            try await desk.advance(seconds)
            #expect(try await desk.kraken(Self.viewer, token: token).errorCode == code)
        }
    }

    @Test func `a refresh token gives a new token`() async throws {
        try await withSandbox { desk in
            let refresh = try await desk.krakenLogin("single").data?["obtainKrakenToken"]?["refreshToken"]
            let reply = try await desk.kraken(
                "mutation R($t: String) { obtainKrakenToken(input: {refreshToken: $t}) { token } }",
                ["t": try #require(refresh)])
            #expect(reply.data?["obtainKrakenToken"]?["token"]?.string?.hasPrefix("krk_") == true)
        }
    }

    @Test func `every other token of the short-lived has expired`() async throws {
        try await withSandbox { desk in
            let (first, second) = (try await desk.krakenToken("expired"), try await desk.krakenToken("expired"))
            #expect(try await desk.kraken(Self.viewer, token: first).errorCode == "KT-CT-1124")
            #expect(try await desk.kraken(Self.viewer, token: second).errorCode == nil)
        }
    }

    @Test func `a reset signs everybody out`() async throws {
        try await withSandbox { desk in
            let token = try await desk.krakenToken("single")
            _ = try await desk.post("/control/reset", [:])
            #expect(try await desk.kraken(Self.viewer, token: token).errorCode == "KT-CT-1111")
        }
    }

    @Test func `somebody else's account is KT-CT-1111`() async throws {
        try await withSandbox { desk in
            let token = try await desk.krakenToken("single")
            let reply = try await desk.kraken(#"{ account(accountNumber: "A-0CT00002") { number } }"#, token: token)
            #expect(reply.errorCode == "KT-CT-1111")
        }
    }

    @Test func `down is a 503`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.krakenLogin("down")
            #expect(reply.status == 503)
        }
    }

    @Test func `late goes down after the login`() async throws {
        try await withSandbox { desk in
            let token = try await desk.krakenToken("late")
            #expect(try await desk.kraken(Self.viewer, token: token).status == 503)
        }
    }

    @Test func `broken is a web page`() async throws {
        try await withSandbox { desk in
            let type = try await desk.krakenLogin("broken").headers[.contentType]
            #expect(type?.hasPrefix("text/html") == true)
        }
    }

    @Test func `limited is KT-CT-1199 with the status 200`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.krakenLogin("limited")
            #expect(reply.status == 200)
            #expect(reply.errorCode == "KT-CT-1199")
        }
    }

    @Test func `prices come with and without VAT, exactly`() async throws {
        try await withSandbox { desk in
            let point = try await Self.tariff(desk, "single", "... on StandardTariff { unitRate preVatUnitRate }")
            let json = try point?["agreements"]?.array?.first?["tariff"]?.json()
            #expect(
                json.map { String(decoding: $0, as: UTF8.self) } == #"{"preVatUnitRate":23.231,"unitRate":24.39255}"#)
        }
    }

    @Test func `an agile day has 48 rates before four in the afternoon and the next day's after it`() async throws {
        try await withSandbox { desk in
            let fields = "... on HalfHourlyTariff { unitRates { value validFrom validTo } }"
            let before = try await Self.tariff(desk, "agile", fields)
            try await desk.advance(4 * 3_600)
            let after = try await Self.tariff(desk, "agile", fields)
            let counts = [before, after].map { $0?["agreements"]?.array?[0]["tariff"]?["unitRates"]?.array?.count }
            #expect(counts == [96, 144])
        }
    }

    @Test func `a rate without an end has null`() async throws {
        try await withSandbox { desk in
            let point = try await Self.tariff(desk, "steady", "... on HalfHourlyTariff { unitRates { validTo } }")
            #expect(point?["agreements"]?.array?[0]["tariff"]?["unitRates"] == [["validTo": .null]])
        }
    }

    @Test func `who moved has ended, revoked, live and future agreements`() async throws {
        try await withSandbox { desk in
            let agreements = try await Self.tariff(desk, "moved", "__typename")?["agreements"]?.array
            #expect(agreements?.map { $0["isRevoked"] } == [false, true, false, false])
            #expect(agreements?.last?["validFrom"] == "2027-01-01T00:00:00+00:00")
        }
    }

    @Test func `without its last slash the address redirects`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.post("/octopus/v1/graphql", ["query": "{ viewer { id } }"])
            #expect(reply.status == 303)
        }
    }

    @Test func `the logo is an SVG`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/octopus/logo.svg")
            #expect(reply.headers[.contentType] == "image/svg+xml")
        }
    }

    @Test func `Connect knows the provider and leaves its colour out`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token(["provider": "octopus-energy-uk"])
            let provider = try await desk.connect(token, "start_tariff_integration").json["data"]?["provider"]
            #expect(provider?["display_name"] == "Octopus Energy")
            #expect(provider?["accent_color"] == nil)
        }
    }
}
