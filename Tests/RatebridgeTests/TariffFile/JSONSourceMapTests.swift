import Testing

@testable import ratebridge

@Suite struct JSONSourceMapTests {
    private func position(_ path: String, _ text: String) throws -> JSONSourceMap.Position {
        try JSONSourceMap(Array(text.utf8)).position(of: path)
    }

    private func fault(_ text: String) throws -> String {
        let fault = try #require(throws: JSONSourceMap.Fault.self) { _ = try JSONSourceMap(Array(text.utf8)) }
        return "\(fault.position.line):\(fault.position.column): \(fault.problem)"
    }

    @Test func aValueHasLineAndColumn() throws {
        #expect(try position("a[1].b", "{\n \"a\": [1,\n  {\"b\": 2}]\n}") == .init(line: 3, column: 9))
    }

    @Test func columnsCountCharacters() throws {
        #expect(try position("b", "{\"é\": 1, \"b\": 2}").column == 15)
    }

    @Test func aMissingValueIsWhereItWouldBe() throws {
        #expect(try position("a[0].c.d", "{\"a\": [{\"b\": 1}]}") == .init(line: 1, column: 8))
    }

    @Test(arguments: [
        ("", "1:1: there is nothing in it"),
        ("{\"a\": 1,\n}", "1:8: nothing follows this comma"),
        ("[1,\n 2,]", "2:3: nothing follows this comma"),
        ("{\"a\" 1}", "1:6: a colon is expected here"),
        ("{\"a\": 1 \"b\": 2}", "1:9: a comma or } is expected here"),
        ("{\"a\": [1, 2", "1:12: the file ends too early"),
        ("{a: 1}", "1:2: a field's name is expected here"),
        ("{\"a\": 'x'}", "1:7: a value is expected here"),
        ("{\"a\": NaN}", "1:7: 'NaN' does not exist in JSON"),
        ("{\"a\": 01}", "1:7: this is not a number in JSON"),
        ("{\"a\": .5}", "1:7: a value is expected here"),
        ("{\"a\": \"x\n\"}", "1:7: the text is not closed on this line"),
        ("{\"a\": \"x", "1:7: the text is not closed"),
        ("{} {}", "1:4: there is more behind the end"),
        ("\u{FEFF}{}", "1:1: the file begins with a byte order mark"),
        ("// no\n{}", "1:1: a value is expected here"),
    ])
    func aFaultIsNamedWhereItIs(text: String, expected: String) throws {
        #expect(try fault(text) == expected)
    }

    @Test func whatIsNotUTF8IsSaid() throws {
        let fault = try #require(throws: JSONSourceMap.Fault.self) {
            _ = try JSONSourceMap(Array("{\"name\": \"".utf8) + [0xE9] + Array("\"}".utf8))
        }
        #expect(fault.problem == "this is not UTF-8")
    }

    @Test func aThousandBracketsAreRefused() throws {
        #expect(try fault(String(repeating: "[", count: 1_000)).contains("nested too deeply"))
    }

    @Test func aFieldThatStandsTwiceIsFound() throws {
        #expect(try JSONSourceMap(Array("{\"a\": 1,\n \"a\": 2}".utf8)).repeated.map(\.position.line) == [2])
    }

    @Test func everyBeginningOfATariffIsAFaultAndNoCrash() throws {
        let bytes = Array(try Samples.json(try Samples.dayNight()).utf8)
        for count in 0..<bytes.count {
            #expect(throws: JSONSourceMap.Fault.self) { _ = try JSONSourceMap(Array(bytes.prefix(count))) }
        }
    }
}
