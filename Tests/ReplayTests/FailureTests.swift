import Foundation
import ProviderTesting
import Testing

@testable import Replay

/// What a journey that goes another way is told by.
@Suite struct FailureTests {
    static let journey = """
        ratebridge-replay 1 2026-03-14T10:00:00Z
        set CONNECT_API_URL=http://upstream.example/connect

        >> GET /?fp_cot={{secret:fp_cot}}
        > POST /connect
        > content-type: application/json
        >
        > {"connect_token": "{{secret:fp_cot}}", "route": "start_tariff_integration"}
        < 503
        << 502
        << heading: We could not reach FlatPeak
        """

    private func play(_ changes: (String, String)...) async throws -> [ReplayFailure] {
        let text = changes.reduce(Self.journey) { $0.replacing($1.0, with: $1.1) }
        let player = ReplayPlayer(try ReplayFile(text: text), publicURL: "https://connect.example")
        return await player.play(on: try player.responder(mount: "", parameters: .nginx))
    }

    private func fault(_ text: String) throws -> CassetteFault {
        try #require(throws: CassetteFault.self) { try ReplayFile(text: text, path: "a.replay") }
    }

    @Test func anotherStatusShowsBothAndTheLine() async throws {
        let failure = try #require(await play(("<< 502", "<< 200")).first)
        #expect(failure.line == 10 && failure.expected == "200" && failure.got.hasPrefix("502 ("))
    }

    @Test func anotherHeadingShowsBothAndTheLine() async throws {
        let failure = try #require(await play(("We could", "They could")).last)
        #expect(failure.line == 11 && failure.description.contains("\n  expected  They could not"))
    }

    @Test func aCallThatIsNotInTheFileShowsTheClosest() async throws {
        let failure = try #require(await play(("start_tariff", "stop_tariff")).first)
        #expect(failure.line == 4 && failure.got.contains("-   \"route\": \"stop_tariff_integration\""))
    }

    @Test func aCallThatIsNotMadeShowsItsLine() async throws {
        let failures = try await play(("GET /?fp", "GET /nowhere?fp"))
        #expect(failures.contains { $0.line == 5 && $0.subject == "a call that was not made" })
    }

    @Test(arguments: [
        ("", 1), ("ratebridge-replay 2 2026-03-14T10:00:00Z", 1), ("ratebridge-replay 1 noon", 1),
        ("ratebridge-replay 1 2026-03-14T10:00:00Z\nset x", 2),
        ("ratebridge-replay 1 2026-03-14T10:00:00Z\nnonsense", 2),
        ("ratebridge-replay 1 2026-03-14T10:00:00Z\n\n>> GET nowhere", 3),
        ("ratebridge-replay 1 2026-03-14T10:00:00Z\n\n>> GET /\n<< ok", 4),
    ]) func aLineThatIsWrongIsNamed(text: String, line: Int) throws {
        let fault = try fault(text)
        #expect(fault.line == line && fault.description.hasPrefix("a.replay:\(line): format: "))
    }

    @Test(arguments: [
        (">> GET /?fp_cot={{secret:fp_cot}}", ">> GET /?fp_cot=cot_65df3e949a785c52283026ec"),
        ("\"{{secret:fp_cot}}\", \"route", "\"cot_65df3e949a785c52283026ec\", \"route"),
        ("heading: We", "heading: ada@moon.test We"), ("< 503", "< 503\n< x-trace: 1"),
    ]) func whatIsPrivateIsFound(text: String, change: String) {
        #expect(ReplayLint.faults(inText: Self.journey, file: "a") == [])
        #expect(ReplayLint.faults(inText: Self.journey.replacing(text, with: change), file: "a").count == 1)
    }
}
