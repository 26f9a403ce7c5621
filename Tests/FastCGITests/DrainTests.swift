import FastCGI
import FastCGIClient
import Foundation
import HTTPTypes
import Testing

extension Serving {
    @Suite struct Drains {
        /// A drain under way, with requests that wait.
        private func drain(
            requests: Int, keep: Bool = false, limits: Limits = Limits(),
            _ test: (TestServer, [Client], Doorway) async throws -> Void
        ) async throws -> Int {
            let doorway = Doorway()
            let application = TestServer.Application { request in
                if request.head.path == "/wait" { await doorway.enter() }
                return await TestServer.Application.echo(request)
            }
            return try await TestServer.run(limits: limits, application: application) { server in
                let clients = try (0..<requests).map { _ in try server.connect() }
                for client in clients { try await client.send(Ask(uri: "/wait", keep: keep).bytes) }
                await doorway.entered(requests)
                server.server.drain()
                try await test(server, clients, doorway)
            }
        }

        @Test(arguments: [true, false])
        func answerWhatIsInFlight(keep: Bool) async throws {
            let unanswered = try await drain(requests: 20, keep: keep) { _, clients, doorway async throws in
                doorway.open()
                for client in clients {
                    #expect(try await client.answer().status == 200)
                    #expect(try await client.isClosed())
                }
            }
            #expect(unanswered == 0)
        }

        @Test func answerWhatStandsInTheListenQueue() async throws {
            let server = try TestServer()
            let clients = try (0..<100).map { _ in try server.connect() }
            for client in clients { try await client.send(Ask().bytes) }
            server.server.drain()
            #expect(try await server.server.run() == 0)
            for client in clients { #expect(try await client.answer().status == 200) }
        }

        @Test func answerARequestThatIsStillArriving() async throws {
            let unanswered = try await TestServer.run { server in
                let client = try server.connect()
                let bytes = Ask.post([1, 2, 3], keep: true).bytes
                try await client.send(Array(bytes.prefix(60)))
                _ = try await server.ask(Ask())
                server.server.drain()
                try await client.send(Array(bytes.dropFirst(60)))
                #expect(try await client.answer().text == "POST / 3\n")
                #expect(try await client.isClosed())
            }
            #expect(unanswered == 0)
        }

        @Test func answerWhatAKeptConnectionHasSentAlready() async throws {
            let server = try TestServer()
            let client = try server.connect()
            try await client.send((1...5).flatMap { Ask(keep: true, id: $0).bytes })
            server.server.drain()
            #expect(try await server.server.run() == 0)
            for id in 1...5 { #expect(try await client.answer().id == UInt16(id)) }
        }

        @Test func closeKeptConnectionsThatAreIdle() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                _ = try await client.ask(Ask(keep: true))
                server.server.drain()
                #expect(try await client.isClosed())
            }
        }

        @Test func giveAConnectionThatIsStillSilentASecond() async throws {
            let start = ContinuousClock.now
            try await TestServer.run { server in
                let client = try server.connect()
                _ = try await server.ask(Ask())
                server.server.drain()
                #expect(try await client.isClosed())
            }
            #expect(.now - start < .seconds(3))
        }

        @Test func letNobodyIn() async throws {
            _ = try await drain(requests: 1) { server, _, doorway in
                #expect(throws: Client.Failure.self) { try server.connect() }
                doorway.open()
            }
        }

        @Test func leaveNoSocketBehind() async throws {
            _ = try await drain(requests: 1) { server, _, doorway in
                #expect(!FileManager.default.fileExists(atPath: server.path))
                doorway.open()
            }
        }

        @Test func leaveASocketThatIsSomebodyElses() async throws {
            let server = try TestServer()
            try FileManager.default.removeItem(atPath: server.path)
            let successor = try TestServer(at: server.path)
            server.server.drain()
            #expect(try await server.server.run() == 0)
            #expect(FileManager.default.fileExists(atPath: server.path))
            successor.server.drain()
        }

        @Test func giveUpAtTheDeadlineAndSayHowManyAreLost() async throws {
            var limits = Limits()
            limits.drainTimeout = .milliseconds(200)
            let doorway = Doorway()
            let application = TestServer.Application { request in
                await doorway.enter()
                return await TestServer.Application.echo(request)
            }
            let server = try TestServer(limits: limits, application: application)
            async let unanswered = server.server.run()
            let clients = try (0..<3).map { _ in try server.connect() }
            for client in clients { try await client.send(Ask().bytes) }
            await doorway.entered(3)
            server.server.drain()
            #expect(try await unanswered == 3)
            doorway.open()
        }

        @Test func mayBeAskedForTwice() async throws {
            let unanswered = try await drain(requests: 2) { server, clients, doorway async throws in
                server.server.drain()
                doorway.open()
                for client in clients { #expect(try await client.answer().status == 200) }
            }
            #expect(unanswered == 0)
        }

        @Test func loseNothingOnKeptConnectionsUnderLoad() async throws {
            let unanswered = try await TestServer.run { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in 0..<8 {
                        let client = try server.connect()
                        group.addTask {
                            var count = 0
                            // Until the server takes nothing more; what it took must get an answer.
                            while (try? await client.send(Ask(keep: true).bytes)) != nil {
                                let status = try await client.answer().status
                                #expect(status == 200)
                                count += 1
                                if worker == 0, count == 50 { server.server.drain() }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(unanswered == 0)
        }

        @Test func loseNothingUnderLoad() async throws {
            let unanswered = try await TestServer.run { server in
                let answered = try await withThrowingTaskGroup(of: Int.self) { group in
                    for worker in 0..<4 {
                        group.addTask {
                            var count = 0
                            // Until nobody listens any more; whoever got in must get an answer.
                            while let client = try? server.connect() {
                                try await client.send(Ask().bytes)
                                #expect(try await client.answer().status == 200)
                                count += 1
                                if worker == 0, count == 50 { server.server.drain() }
                            }
                            return count
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(answered >= 50)
            }
            #expect(unanswered == 0)
        }
    }
}
