import FastCGI
import FastCGIClient
import Foundation
import HTTPTypes
import Testing

extension Serving {
    @Suite struct Connections {
        @Test func closeAfterTheAnswerUnlessToldToStay() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                _ = try await client.ask(Ask(keep: false))
                #expect(try await client.isClosed())
            }
        }

        @Test func thatAreKeptServeAgain() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                for index in 0..<5 {
                    #expect(try await client.ask(Ask(uri: "/\(index)", keep: true)).text == "GET /\(index) 0\n")
                }
            }
        }

        @Test func thatAreKeptServeBodiesOneAfterTheOther() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                for count in [10_000, 1, 0, 500] {
                    let ask = Ask.post([UInt8](repeating: 1, count: count), keep: true)
                    #expect(try await client.ask(ask).text == "POST / \(count)\n")
                }
            }
        }

        @Test func answerRequestsThatWereSentTogether() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                let asks = (1...20).map { Ask(uri: "/\($0)", keep: true, id: UInt16($0)) }
                try await client.send(asks.flatMap(\.bytes))
                for index in 1...20 {
                    let answer = try await client.answer()
                    #expect(answer.id == UInt16(index) && answer.text == "GET /\(index) 0\n")
                }
            }
        }

        @Test(arguments: [true, false])
        func answerUnderTheirIDAfterAWait(keep: Bool) async throws {
            let application = TestServer.Application {
                // Long enough that its reader has left it, now and then; never so long that a test is slow.
                for _ in 0..<10 { await Task.yield() }
                return await TestServer.Application.echo($0)
            }
            try await TestServer.run(application: application) {
                var client = try $0.connect()
                for id in UInt16(1)...200 {
                    let answer = try await client.ask(Ask(uri: "/\(id)", keep: keep, id: id))
                    #expect(answer.id == id && answer.text == "GET /\(id) 0\n")
                    if !keep {
                        #expect(try await client.isClosed())
                        client = try $0.connect()
                    }
                }
            }
        }

        @Test func answerAPeerThatHasFinishedSending() async throws {
            try await TestServer.run {
                let client = try $0.connect()
                try await client.send(Ask().bytes)
                client.finishSending()
                #expect(try await client.answer().status == 200)
            }
        }

        @Test func survivePeersThatLeaveBeforeTheAnswer() async throws {
            let doorway = Doorway()
            let application = TestServer.Application {
                if $0.head.path == "/wait" { await doorway.enter() }
                return .text(.ok, String(repeating: "x", count: 100_000))
            }
            let unanswered = try await TestServer.run(application: application) { server in
                for _ in 0..<20 { try await server.connect().send(Ask(uri: "/wait").bytes) }
                await doorway.entered(20)
                doorway.open()
                #expect(try await server.ask(Ask()).status == 200)
            }
            #expect(unanswered == 0)
        }

        @Test func leakNoSockets() async throws {
            try await TestServer.run { server in
                _ = try await server.ask(Ask())
                let before = try openSockets()
                for index in 0..<100 {
                    let client = try server.connect()
                    switch index % 4 {
                    case 0: _ = try await client.ask(Ask())
                    case 1: _ = try await client.ask(.post([1, 2, 3], keep: true))
                    case 2: try await client.send(Array(Ask().bytes.prefix(50)))
                    default: try await client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
                    }
                }
                // The last of them is closed once a later one is answered and no more than its own are open.
                for _ in 0..<500 where try openSockets() > before { _ = try await server.ask(Ask()) }
                #expect(try openSockets() <= before)
            }
        }

        private func openSockets() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasPrefix(
                    "socket:")
                    ?? false
            }
        }
    }
}
