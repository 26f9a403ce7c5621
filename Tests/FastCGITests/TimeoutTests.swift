import FastCGI
import FastCGIClient
import HTTPTypes
import Testing

extension Serving {
    @Suite struct Timeouts {
        private var quick: Limits {
            var limits = Limits()
            limits.readTimeout = .milliseconds(400)
            limits.writeTimeout = .milliseconds(200)
            return limits
        }

        @Test func aConnectionThatSaysNothingIsClosed() async throws {
            try await TestServer.run(limits: quick) { server async throws in
                #expect(try await server.connect().isClosed())
            }
        }

        @Test func aHeadThatStopsIsClosed() async throws {
            try await TestServer.run(limits: quick) {
                let client = try $0.connect()
                try await client.send(Array(Ask().bytes.prefix(40)))
                #expect(try await client.isClosed())
            }
        }

        @Test func aHeadThatTricklesIsClosed() async throws {
            try await TestServer.run(limits: quick) {
                let client = try $0.connect()
                let trickle = Task {
                    for byte in Ask(more: [("P", String(repeating: "p", count: 5_000))]).bytes {
                        try await client.send([byte])
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
                #expect(try await client.isClosed())
                trickle.cancel()
            }
        }

        @Test func aBodyThatStopsIsAnsweredWith408() async throws {
            try await TestServer.run(limits: quick) {
                let client = try $0.connect()
                try await client.send((Ask(method: "POST", keep: true, contentLength: "9").head + [.input([1])]).bytes)
                #expect(try await client.answer().status == 408)
                #expect(try await client.isClosed())
            }
        }

        @Test func aRefusedBodyThatStopsGetsItsRefusal() async throws {
            try await TestServer.run(limits: quick) {
                let client = try $0.connect()
                try await client.send(Ask(method: "POST", contentLength: "999999999").head.bytes)
                #expect(try await client.answer().status == 413)
            }
        }

        @Test func aKeptConnectionMayBeIdleForLonger() async throws {
            try await TestServer.run(limits: quick) {
                let client = try $0.connect()
                _ = try await client.ask(Ask(keep: true))
                // Another connection's time-out is the event that says the time is over.
                #expect(try await $0.connect().isClosed())
                #expect(try await client.ask(Ask(keep: true)).status == 200)
            }
        }

        @Test func aWebServerThatDoesNotReadIsHungUp() async throws {
            let doorway = Doorway()
            doorway.open()
            let large = [UInt8](repeating: 0, count: 1 << 20)
            let application = TestServer.Application { _ in
                await doorway.enter()
                return Response(head: .init(status: .ok), body: large)
            }
            let server = try TestServer(limits: quick, application: application)
            async let unanswered = server.server.run()
            let clients = try (0..<8).map { _ in try server.connect() }
            for client in clients { try await client.send(Ask().bytes) }
            await doorway.entered(8)
            // A drain is over once nobody is written to any more.
            server.server.drain()
            #expect(try await unanswered == 0)
            for client in clients {
                await #expect(throws: Client.Failure.self) { try await client.answer() }
            }
        }

        @Test func webServersThatDoNotReadHoldNobodyUp() async throws {
            let large = [UInt8](repeating: 0, count: 1 << 20)
            let application = TestServer.Application { request in
                request.head.path == "/" ? .text(.ok, "") : Response(head: .init(status: .ok), body: large)
            }
            try await TestServer.run(application: application) { server in
                // More than there are threads for requests.
                let clients = try (0..<8).map { _ in try server.connect() }
                for client in clients { try await client.send(Ask(uri: "/large").bytes) }
                #expect(try await server.ask(Ask()).status == 200)
                for client in clients { #expect(try await client.answer().body.count == large.count) }
            }
        }

        @Test func slowSendersHoldNobodyUp() async throws {
            try await TestServer.run { server in
                let slow = try (0..<50).map { _ in try server.connect() }
                for client in slow { try await client.send(Array(Ask().bytes.dropLast(3))) }
                #expect(try await server.ask(Ask()).status == 200)
                for client in slow { try await client.send(Array(Ask().bytes.suffix(3))) }
                for client in slow { #expect(try await client.answer().status == 200) }
            }
        }
    }
}
