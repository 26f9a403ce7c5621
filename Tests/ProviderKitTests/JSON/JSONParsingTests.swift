import Foundation
import Testing

@testable import ProviderKit

@Suite struct `Reading JSON` {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    struct Good {
        private let outer = `Reading JSON`()

        @Test(
            arguments: [
                ("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)), ("\"\"", ""),
                (" [ ] ", .array([])),
                ("{}", [:]), ("\t\r\n{\"a\" : [1 , null]}\n", ["a": .array([.number(1), .null])]),
                ("[[],{}]", .array([.array([]), [:]])), ("{\"\":\"\"}", ["": ""]),
            ] as [(String, JSONValue)])
        func `values`(text: String, value: JSONValue) throws { #expect(try outer.parse(text) == value) }

        @Test(arguments: [
            "0", "-0", "1", "-1", "0.5", "24.39255", "1e3", "1E+3", "1.5e-7", "12345678901234567890.123456789",
        ])
        func `numbers, exactly`(text: String) throws {
            #expect(try outer.parse(text) == .number(try #require(Decimal(string: text))))
        }

        @Test func `a number with more digits than fit is rounded, not refused`() throws {
            let text = "0.1000000000000000055511151231257827021181583404541015625"
            guard case .number(let value) = try outer.parse(text) else { return }
            #expect(abs(NSDecimalNumber(decimal: value).doubleValue - 0.1) < 1e-15)
        }

        @Test(arguments: [
            (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{c}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
            (#""\ud83d\ude00""#, "😀"),
            ("\"é€😀\"", "é€😀"), (#""\u0000""#, "\0"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        ])
        func `texts`(text: String, value: String) throws { #expect(try outer.parse(text) == .string(value)) }

        @Test func `64 levels`() throws {
            let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
            #expect(throws: Never.self) { try outer.parse(text) }
        }

        @Test func `what is written is read`() throws {
            let value: JSONValue = [
                "a": .array([.null, .bool(true), .number(Decimal(string: "0.24393") ?? 0), "x\"\\/\u{1}é😀\u{2028}"]),
                "b": [:],
            ]
            #expect(try JSONValue(parsing: value.serialised()) == value)
        }
    }

    struct Bad {
        private let outer = `Reading JSON`()

        @Test(arguments: [
            "", " ", "nul", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1_0",
            "1 2",
            "[", "]", "[1", "[1,", "[,1]", "[1 2]", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1",
            "{a:1}",
            "{'a':1}", "{\"a\" 1}", "{1:1}", "{,}", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
            "\"\\u+123\"",
            "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ud83d\\n\"", "\"\\ude00\"", "\"\\ud83d\\ud83d\"", "\"a\nb\"",
            "\"a\tb\"",
            "\"a\0b\"", "// x\n1", "/**/1", "1;", "[1]]", "{}{}", "\u{FEFF}{}", "1e999", "-1e999", "\u{A0}1",
            "tru\u{65}\u{301}",
        ])
        func `what is no JSON`(text: String) { #expect(throws: DecodingError.self) { try outer.parse(text) } }

        @Test(
            arguments: [
                [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF], [0x22, 0xC3],
            ] as [[UInt8]])
        func `what is no UTF-8`(bytes: [UInt8]) {
            #expect(throws: DecodingError.self) { try JSONValue(parsing: bytes) }
        }

        @Test func `65 levels`() {
            let text = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
            #expect(throws: DecodingError.self) { try outer.parse(text) }
        }

        @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
        func `a megabyte of beginnings`(text: String) {
            #expect(throws: DecodingError.self) { try outer.parse(String(repeating: text, count: 300_000)) }
        }

        @Test func `a number of a megabyte`() {
            #expect(throws: DecodingError.self) { try outer.parse(String(repeating: "9", count: 1_000_000)) }
        }

        @Test func `more values than any document of the field has`() {
            #expect(throws: DecodingError.self) { try outer.parse("[" + String(repeating: "1,", count: 50_000) + "1]") }
        }

        @Test func `brackets and commas inside texts do not count`() throws {
            let text = String(repeating: #"[\"{,"#, count: 30_000)
            #expect(try outer.parse("\"\(text)\"").string?.count == 5 * 30_000 - 30_000)
        }

        @Test func `the error does not hold the content`() {
            do {
                _ = try outer.parse(#"{"password":"hunter2","x":nope}"#)
            } catch let DecodingError.dataCorrupted(context) {
                #expect(context.debugDescription == "it is no JSON")
            } catch {
                Issue.record("another error")
            }
        }
    }

    @Test func `every cut of a document is refused`() throws {
        let text = #"{"a":[1.5e3,"x\u00e9",true,null,{"b":[]}]}"#
        for length in 0..<text.utf8.count {
            #expect(throws: DecodingError.self) { try JSONValue(parsing: Array(text.utf8.prefix(length))) }
        }
    }

    @Test func `whatever bytes come, it answers`() {
        var generator = SplitMix64(seed: 7)
        let pieces = [
            "{", "}", "[", "]", "\"", "\"a\"", ",", ":", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0000", "\\uffff", "0",
            "12", ".", "e", "-",
            "+", "true", "null", "fals", " ", "\n", "\0", "é", "{\"a\":", "[1,", "1e9", "9999999999",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &generator)
            let bytes = (0..<count).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
            let ours = try? JSONValue(parsing: bytes)
            // What we read, Foundation reads too.
            if ours != nil {
                let foundation = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
                #expect(foundation != nil, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }
}
