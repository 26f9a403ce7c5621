import ProviderTesting
import Testing

/// The format is written and read back.
@Suite struct CassetteTextTests {
    static let sample = """
        ratebridge-cassette 1
        clock: 2026-06-15T11:00:00Z
        # A comment

        repeatable
        > POST /a?b=c
        > content-type: text/plain
        >
        > # a body that looks like a comment
        >
        > < 200
        < 204

        > GET /
        < 200
        < content-type: text/html
        <
        < <p>

        """

    @Test func `it is written as it was read`() throws {
        #expect(try Cassette(text: Self.sample).text == Self.sample)
    }

    @Test func `lines may end as an editor on Windows ends them`() throws {
        let text = Self.sample.replacing("\n", with: "\r\n")
        #expect(try Cassette(text: text).text == Self.sample)
        #expect(CassetteLint.faults(inText: text, file: "x").isEmpty)
    }

    @Test func `a body's lines are marked however they end`() throws {
        let answer = CassetteExchange.Answer(status: 200, headers: [], body: "one\r\ntwo")
        #expect(answer.lines == ["200", "", "one", "two"])
    }

    @Test func `a body may hold what looks like marks`() throws {
        #expect(try Cassette(text: Self.sample).exchanges[0].call.body == "# a body that looks like a comment\n\n< 200")
    }

    @Test func `an exchange knows its line and whether it repeats`() throws {
        let exchanges = try Cassette(text: Self.sample).exchanges
        #expect(exchanges.map(\.line) == [6, 14])
        #expect(exchanges.map(\.isRepeatable) == [true, false])
    }

    @Test(arguments: [
        ("cassette 1", 1), ("ratebridge-cassette 1\nnow", 2),
        ("ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n< 200", 3),
        ("ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n> GET /\n", 4),
        ("ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n> GET\n< 200", 3),
        ("ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n> GET /\n< fine", 4),
        ("ratebridge-cassette 1\nclock: 2026-06-15T11:00:00Z\n> GET /\n> accept\n< 200", 4),
    ])
    func `a broken line is named`(_ text: String, _ line: Int) {
        let fault = #expect(throws: CassetteFault.self) { try Cassette(text: text) }
        #expect(fault?.line == line)
    }

    @Test func `a missing file says how to record it`() {
        let fault = #expect(throws: CassetteFault.self) { try Cassette(file: "/no/such.cassette") }
        #expect(fault?.description.contains("record") == true)
    }
}
