import HTTPTypes
import Testing

@testable import FastCGI

@Suite struct ResponseTests {
    @Test func aLineEndsOnlyOnce() {
        var line: [UInt8] = []
        line.append(line: "a\r\nSet-Cookie: b\0c".utf8)
        #expect(String(decoding: line, as: UTF8.self) == "a  Set-Cookie: b c\r\n")
    }

    @Test func theHeadIsInCGIForm() {
        let head = Response.text(.ok, "body").cgiHead(answering: .get)
        let expected = "Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\n"
        #expect(String(decoding: head, as: UTF8.self) == expected)
    }

    @Test func fieldValuesKeepTheirBytes() {
        var response = Response(head: HTTPResponse(status: .ok))
        response.head.headerFields.append(HTTPField(name: .server, lenientValue: [0xE4, 0xFF]))
        let head = response.cgiHead(answering: .get)
        #expect(head.indices.contains { head[$0...].starts(with: [0x3A, 0x20, 0xE4, 0xFF, 0x0D, 0x0A]) })
    }

    @Test(arguments: [Refusal.busy, .malformed, .readTimeout, .headTooLarge(limit: 1), .bodyTooLarge(limit: 1)])
    func everyRefusalHasAStatusAndAText(refusal: Refusal) {
        #expect(refusal.plainResponse.head.status.kind != .successful)
        #expect(refusal.plainResponse.body == Array("\(refusal.explanation)\n".utf8))
    }

    @Test func onlyBusyPassesByItself() {
        #expect(Refusal.busy.plainResponse.head.headerFields[.retryAfter] == "2")
        #expect(Refusal.malformed.plainResponse.head.headerFields[.retryAfter] == nil)
    }
}
