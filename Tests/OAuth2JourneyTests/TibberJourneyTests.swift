import Foundation
import ProviderKit
import Testing

@Suite struct `Tibber's journey` {
    @Test func `ends in the app with a price for every quarter of an hour`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("kari")
            let tariff = try await world.read(token)["tariff"]
            #expect(tariff?["timezone"] == "Europe/Oslo" && tariff?["integration_instance"] == "TIBBER")
            #expect(tariff?["provider_tariff_reference"] == "96a14971-525a-4420-aae9-e5aedaa10001")
            #expect(tariff?["provider_tariff_expiry_date"] == "2026-11-23T23:00:00Z")
            guard case .array(let hours)? = tariff?.first("data")?.first("days_and_hours")?["hours"] else {
                Issue.record("no hours")
                return
            }
            #expect(hours.count == 96 && hours[0].first("rate")?["value"] == .number(Decimal(8431) / 10_000))
        }
    }

    @Test func `asks which home`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.token()
            _ = try await world.get(try await world.decide("homes", at: world.leave(token)))
            let page = try await world.get("http://rates.test/page?fp_cot=\(token)").text
            #expect(page.contains("Hytta &quot;på fjellet&quot;") || page.contains("Hytta &#34;på fjellet&#34;"))
            #expect(page.contains("Lägenheten") && !page.contains("e5aedaa10005"))
            _ = try await world.post(
                "http://rates.test/extra_auth_metadata_capture?fp_cot=\(token)",
                ["account": "96a14971-525a-4420-aae9-e5aedaa10004"])
            _ = try await world.post("http://rates.test/consent_capture?fp_cot=\(token)")
            #expect(try await world.read(token)["tariff"]?["timezone"] == "Europe/Stockholm")
        }
    }

    @Test func `without a subscription says that there is no tariff`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.token()
            _ = try await world.get(try await world.decide("none", at: world.leave(token)))
            #expect(try await world.get("http://rates.test/page?fp_cot=\(token)").text.contains("No tariff found"))
        }
    }

    @Test func `for what a customer sells says that there is no tariff`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.token(["provider": "tibber", "direction": "EXPORT"])
            _ = try await world.get(try await world.decide("kari", at: world.leave(token)))
            #expect(try await world.get("http://rates.test/page?fp_cot=\(token)").text.contains("No tariff found"))
        }
    }

    @Test func `of a customer who denies has a way on, and a second try works`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.token()
            let denied = try await world.get(try await world.decide("kari", at: world.leave(token), "deny"))
            #expect(denied.status == 422 && denied.text.contains("/?fp_cot=\(token)"))
            let allowed = try await world.decide("kari", at: world.leave(token))
            #expect(try await world.get(allowed).status == 303)
        }
    }

    @Test func `works where the first access token is refused`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("ahead")
            #expect(try await world.read(token)["outcome"] == "tariff")
            #expect(try await world.control("tibber")["refreshes"] == .number(1))
        }
    }

    @Test(arguments: ["once", "timeless", "brief", "sven"])
    func `works for a customer with odd tokens or hourly prices`(name: String) async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect(name)
            #expect(try await world.read(token)["outcome"] == "tariff")
        }
    }

    @Test(arguments: [("down", 503), ("limited", 429)])
    func `with an API in trouble is a page`(name: String, status: Int) async throws {
        try await TibberWorld.run { world in
            let token = try await world.token()
            let back = try await world.decide(name, at: world.leave(token))
            #expect(try await world.get(back).status == status)
        }
    }

    @Test func `with an evening that has no price yet is refused`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("evening")
            #expect(try await world.read(token)["code"] == "rates_incomplete")
        }
    }
}

extension JSON {
    /// The first element of an array.
    func first(_ key: String) -> JSON? {
        guard case .array(let elements)? = self[key] else { return nil }
        return elements.first
    }
}
