import Foundation
import HTTPTypes
import ProviderKit
import ProviderTesting
import Testing

/// Nothing is saved while something private may be left.
@Suite struct RefusalTests {
    static let suspicious: [(String, CassetteFault.Rule)] = [
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", .webToken),
        ("d41d8cd98f00b204e9800998ecf8427e", .token),
        ("8f14e45f-ceea-467f-9c2d-1b2f3a4d5e6f", .token),
        ("Zm9vYmFyMTIzNDU2Nzg5MEFCQ0RFRkdISUpLTE1O", .token),
        ("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA+/x", .token),
        ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", .token),
        ("jo@moon.co.uk", .emailAddress),
        ("jo%40moon.co.uk", .emailAddress),
        ("1012345678901", .meterNumber),
    ]

    @Test(arguments: suspicious) func `it is found and not quoted`(_ text: String, _ rule: CassetteFault.Rule)
        async throws
    {
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"note":"see \#(text) there"}"#))
        let refused = #expect(throws: CassetteRefused.self) { try recorder.cassette() }
        #expect(refused?.faults.map(\.rule).contains(rule) == true)
        #expect(refused?.description.contains(text) == false)
    }

    static let harmless = [
        "ada@lunar.example", "/lunar/api/contracts/LE-1001/tariff/prices", "2026-06-15T11:00:00Z/2026-06-16T11:00:00Z",
        "E-1R-AGILE-FLEX-22-11-25-C-E-FLAT2R-SILVER", "standardUnitRatesIncludingValueAddedTax", "24.3934567890123",
        "aQueryNamedObtainKrakenTokenWithLogin",
    ]

    @Test(arguments: harmless) func `it is kept`(_ text: String) async throws {
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"note":"\#(text)"}"#))
        #expect(try recorder.cassette().text.contains(text))
    }

    @Test func `the fault names file and line`() async throws {
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"note":"jo@moon.co.uk"}"#))
        let refused = #expect(throws: CassetteRefused.self) { try recorder.cassette(file: "a.cassette") }
        #expect(refused?.faults.first?.description.hasPrefix("a.cassette:10: email_address: ") == true)
    }

    @Test func `nothing is written`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "refused-\(UUID()).cassette").path
        let recorder = try await recording([.get("/")], from: Answers(json: #"{"note":"1012345678901"}"#))
        #expect(throws: CassetteRefused.self) { try recorder.save(to: file) }
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a body that is no text is refused`() async throws {
        let recorder = try await recording(
            [.get("/")], from: Answers { _ in HTTPAnswer(status: .ok, body: [0xFF, 0x00]) })
        let refused = #expect(throws: CassetteRefused.self) { try recorder.cassette() }
        #expect(refused?.faults.map(\.rule) == [.binaryBody])
    }
}
