import FastCGI
import FastCGIClient
import HTTPTypes
import Testing

extension Serving {
    @Suite struct Bodies {
        private func status(of ask: Ask, bodyLimit: Int = 100) async throws -> Int? {
            try await answer(to: ask, bodyLimit: bodyLimit).status
        }

        private func answer(to ask: Ask, bodyLimit: Int = 100) async throws -> Answer {
            var answer = Answer()
            try await TestServer.run(application: .init(bodyLimit: bodyLimit)) { answer = try await $0.ask(ask) }
            return answer
        }

        private let ten = [UInt8](repeating: 65, count: 10)

        @Test func mayBeNone() async throws {
            #expect(try await answer(to: Ask(contentLength: nil)).text == "GET / 0\n")
        }

        @Test func withEmptyLengthAreNone() async throws {
            #expect(try await answer(to: Ask(contentLength: "")).text == "GET / 0\n")
        }

        @Test func ofLengthNoughtAreNone() async throws {
            #expect(try await answer(to: Ask(contentLength: "0")).text == "GET / 0\n")
        }

        @Test func arriveWhole() async throws {
            #expect(try await answer(to: .post(ten)).text == "POST / 10\n")
        }

        @Test func withoutLengthArriveWhole() async throws {
            #expect(try await answer(to: Ask(method: "POST", body: ten, contentLength: nil)).text == "POST / 10\n")
        }

        @Test func keepTheirBytes() async throws {
            let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let application = TestServer.Application(bodyLimit: 1 << 20) {
                Response(head: .init(status: .ok), body: $0.body)
            }
            try await TestServer.run(application: application) { server async throws in
                #expect(try await server.ask(.post(body)).body == body)
            }
        }

        @Test func inTinyRecordsKeepTheirBytes() async throws {
            var ask = Ask.post(Array(0..<100))
            ask.chunk = 1
            let application = TestServer.Application { Response(head: .init(status: .ok), body: $0.body) }
            try await TestServer.run(application: application) { server async throws in
                #expect(try await server.ask(ask).body == Array(0..<100))
            }
        }

        @Test(arguments: ["-1", "+10", "ten", "1e1", "99999999999999999999", " 10"])
        func withALengthThatIsNoNumberAreRefused(length: String) async throws {
            #expect(try await status(of: Ask(method: "POST", body: ten, contentLength: length)) == 400)
        }

        @Test func shorterThanAnnouncedAreRefused() async throws {
            #expect(try await status(of: Ask(method: "POST", body: ten, contentLength: "11")) == 400)
        }

        @Test func longerThanAnnouncedAreRefused() async throws {
            #expect(try await status(of: Ask(method: "POST", body: ten, contentLength: "9")) == 400)
        }

        @Test func atTheLimitAreTaken() async throws {
            #expect(try await status(of: .post(ten), bodyLimit: 10) == 200)
        }

        @Test func announcedAsTooLargeAreRefusedAndRead() async throws {
            // Larger than any socket buffer: the answer can only be read by who could send all of it.
            #expect(try await status(of: .post([UInt8](repeating: 0, count: 2_000_000))) == 413)
        }

        @Test func tooLargeWithoutSayingSoAreRefused() async throws {
            let body = [UInt8](repeating: 0, count: 101)
            #expect(try await status(of: Ask(method: "POST", body: body, contentLength: nil)) == 413)
        }

        @Test func thatAreRefusedLeaveTheConnectionInUse() async throws {
            try await TestServer.run(application: .init(bodyLimit: 5)) {
                let client = try $0.connect()
                #expect(try await client.ask(.post(ten, keep: true)).status == 413)
                #expect(try await client.ask(Ask(keep: true)).status == 200)
            }
        }

        @Test func withoutEndAreAnsweredAndCutOff() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                let flood = [Record](repeating: .input([UInt8](repeating: 0, count: 65_535)), count: 260).bytes
                // The server closes in the middle of it, which is what the failure to send says.
                _ = try? await client.send(Ask(method: "POST", keep: true, contentLength: nil).head.bytes + flood)
                #expect(try await client.answer().status == 413)
            }
        }
    }
}
