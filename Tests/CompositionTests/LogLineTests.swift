import Composition
import Foundation
import Logging
import Testing

@Suite struct LogLineTests {
    @Test func fieldsStandInAReadersOrder() {
        let line = LogLine(.info, "request", ["token": "t", "status": "200", "code": "c", "method": "GET"])
        #expect(line.text(hasPriority: false) == "info: request method=GET status=200 code=c token=t")
    }

    @Test(arguments: [(Logger.Level.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3), (.critical, 2)])
    func journaldReadsThePriority(level: Logger.Level, priority: Int) {
        #expect(LogLine(level, "x", [:]).text(hasPriority: true) == "<\(priority)>\(level): x")
    }

    @Test(arguments: ["\n", "\r\n", "\u{0}", "\u{1B}[31m", "\u{85}", "\u{2028}"])
    func whateverIsSentALineStaysALine(character: String) {
        let line = LogLine(.info, "a\(character)b", ["x": "c\(character)d"])
        for text in [line.text(hasPriority: false), line.json(at: Date())] {
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && ![0x85, 0x2028].contains($0.value) })
        }
    }

    @Test func aQuotedValueCannotEndItsQuotes() {
        let line = LogLine(.info, "x", ["reason": "a\" status=200"])
        #expect(line.text(hasPriority: false) == #"info: x reason="a' status=200""#)
    }

    @Test func aLongLineIsCutSoThatEveryFieldIsInIt() {
        let line = LogLine(
            .error, String(repeating: "ä", count: 5000),
            ["reason": "\(String(repeating: "x", count: 5000))", "zone": "z"])
        #expect(line.text(hasPriority: true).utf8.count <= 1800)
        #expect(line.text(hasPriority: true).hasSuffix("… zone=z"))
    }

    @Test func theTimeOfAnObjectIsInMilliseconds() {
        let text = LogLine(.info, "x", [:]).json(at: Date(timeIntervalSince1970: 1_795_435_200.25))
        #expect(text.contains(#""time":"2026-11-23T12:00:00.250Z""#))
    }

    @Test func aLongObjectIsStillJSON() throws {
        let line = LogLine(.error, "x", ["reason": "\(String(repeating: "\u{1}\"", count: 5000))", "ms": "12"])
        let text = line.json(at: Date())
        #expect(text.utf8.count <= 1800)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["ms"] as? Int == 12)
    }
}
