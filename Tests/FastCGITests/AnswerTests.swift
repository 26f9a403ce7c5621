import FastCGI
import FastCGIClient
import HTTPTypes
import Testing

extension Serving {
    @Suite struct Answers {
        private func answer(_ method: String = "GET", _ response: Response) async throws -> Answer {
            let (answers, continuation) = AsyncStream.makeStream(of: Answer.self)
            try await TestServer.run(application: .init { _ in response }) {
                continuation.yield(try await $0.ask(Ask(method: method)))
            }
            var iterator = answers.makeAsyncIterator()
            return try #require(await iterator.next())
        }

        @Test func carryStatusFieldsAndBody() async throws {
            let answer = try await answer("GET", .text(.notFound, "gone"))
            #expect(answer["Status"] == "404 Not Found")
            #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
            #expect(answer.text == "gone\n")
        }

        @Test func sayTheirLength() async throws {
            #expect(try await answer("GET", .text(.ok, "1234"))["Content-Length"] == "5")
        }

        @Test func toHeadHaveTheLengthAndNoBody() async throws {
            let answer = try await answer("HEAD", .text(.ok, "1234"))
            #expect(answer["Content-Length"] == "5")
            #expect(answer.body.isEmpty)
        }

        @Test(arguments: [HTTPResponse.Status.noContent, .notModified])
        func withoutContentHaveNeitherLengthNorBody(status: HTTPResponse.Status) async throws {
            let answer = try await answer("GET", .text(status, "1234"))
            #expect(answer["Content-Length"] == nil)
            #expect(answer.body.isEmpty)
        }

        @Test func endWithRequestComplete() async throws {
            #expect(try await answer("GET", .text(.ok, "")).protocolStatus == 0)
        }

        @Test func ofManyRecordsArriveWhole() async throws {
            let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(try await answer("GET", Response(head: .init(status: .ok), body: body)).body == body)
        }

        @Test func cannotSmuggleAHeaderField() async throws {
            var response = Response.text(.ok, "body")
            response.head.headerFields.append(
                HTTPField(name: .location, lenientValue: Array("/a\r\nSet-Cookie: b=c\n\nx\0y".utf8)))
            let answer = try await answer("GET", response)
            #expect(!answer.names.contains("set-cookie"))
            #expect(answer.text == "body\n")
        }

        @Test func cannotSmuggleThroughTheReasonPhrase() async throws {
            let status = HTTPResponse.Status(code: 200, reasonPhrase: "OK\r\nX-Evil: 1")
            #expect(try await answer("GET", .text(status, "")).names.contains("x-evil") == false)
        }

        @Test func keepTheirStatusWhateverFieldsTheyHave() async throws {
            var response = Response.text(.forbidden, "")
            for name in ["Status", "Content-Length"] {
                response.head.headerFields.append(HTTPField(name: .init(name)!, value: "200"))
            }
            let names = try await answer("GET", response).names
            #expect(names.filter { $0 == "status" || $0 == "content-length" }.count == 2)
            #expect(try await answer("GET", response).status == 403)
        }
    }
}
