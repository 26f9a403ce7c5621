import FastCGI
import FastCGIClient
import Testing

extension Serving {
    @Suite struct Heads {
        private func answer(to records: [Record], limits: Limits = Limits()) async throws -> Answer {
            var answer = Answer()
            try await TestServer.run(limits: limits) {
                let client = try $0.connect()
                try await client.send(records.bytes)
                answer = try await client.answer()
            }
            return answer
        }

        private func head(_ content: [UInt8]) -> [Record] {
            let pieces = stride(from: 0, to: content.count, by: 60_000).map {
                Record(kind: Record.Kind.parameters, content: Array(content.dropFirst($0).prefix(60_000)))
            }
            return [.begin()] + pieces + [.parameters([]), .input([])]
        }

        @Test func withinTheLimitAreTaken() async throws {
            let cookie = String(repeating: "c", count: 30_000)
            #expect(try await answer(to: Ask(more: [("HTTP_COOKIE", cookie)]).records).status == 200)
        }

        @Test func withTooLongAFieldAreRefused() async throws {
            let cookie = String(repeating: "c", count: 33_000)
            #expect(try await answer(to: Ask(more: [("HTTP_COOKIE", cookie)]).records).status == 431)
        }

        @Test func withTooLongATargetAreRefused() async throws {
            #expect(try await answer(to: Ask(uri: "/" + String(repeating: "u", count: 33_000)).records).status == 431)
        }

        @Test func withTooManyFieldsAreRefused() async throws {
            let fields = (0..<2_000).map { ("HTTP_X_\($0)", "0123456789") }
            #expect(try await answer(to: Ask(more: fields).records).status == 431)
        }

        @Test func farBeyondTheLimitAreRefusedAndRead() async throws {
            let padding = (0..<40).map { ("P\($0)", String(repeating: "p", count: 50_000)) }
            #expect(try await answer(to: Ask(more: padding).records).status == 431)
        }

        @Test func thatAnnounceGigabytesAreRefused() async throws {
            let lengths: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFE]
            #expect(try await answer(to: head(lengths + [65])).status == 431)
        }

        @Test func thatEndWithinAPairAreRefused() async throws {
            #expect(try await answer(to: head([5, 5, 65])).status == 400)
        }

        @Test func thatEndWithinALengthAreRefused() async throws {
            #expect(try await answer(to: head([0x80, 0])).status == 400)
        }

        @Test func withoutAMethodAreRefused() async throws {
            #expect(try await answer(to: head(Record.encode("REQUEST_URI", "/"))).status == 400)
        }

        @Test func withoutAnythingAreRefused() async throws {
            #expect(try await answer(to: head([])).status == 400)
        }

        @Test func areCutAtANULInAValueAndGoOnBehindIt() async throws {
            let ask = Ask(method: "POST", uri: "/a\0b", body: [65], contentLength: "1")
            #expect(try await answer(to: ask.records).text == "POST /a 1\n")
        }

        @Test func withEmptyAndOddNamesAreRead() async throws {
            let odd = [("", ""), ("", "v"), ("=", "="), ("A\0B", "C\0D"), ("HTTP_", "x"), ("HTTP_BAD NAME", "x")]
            #expect(try await answer(to: Ask(more: odd).records).status == 200)
        }
    }
}
