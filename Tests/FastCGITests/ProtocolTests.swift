import FastCGI
import FastCGIClient
import Logging
import Testing

extension Serving {
    @Suite struct Conversations {
        private func exchange(_ records: [Record], _ test: (Client) async throws -> Void) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try await client.send(records.bytes)
                try await test(client)
                #expect(try await server.ask(Ask()).status == 200)
            }
        }

        @Test func valuesAreToldToWhoAsks() async throws {
            let question = Record.parameters([("FCGI_MPXS_CONNS", ""), ("FCGI_MAX_CONNS", ""), ("OTHER", "")]).content
            try await exchange([Record(kind: Record.Kind.getValues, id: 0, content: question)]) { client async throws in
                let known = Record.parameters([("FCGI_MAX_CONNS", "8192"), ("FCGI_MPXS_CONNS", "0")]).content
                #expect(try await client.record() == Record(kind: Record.Kind.getValuesResult, id: 0, content: known))
            }
        }

        @Test func valuesAskedForAThousandTimesAreToldOnce() async throws {
            let question = [UInt8](Array(repeating: Record.encode("FCGI_MAX_REQS", ""), count: 1000).joined())
            try await exchange([Record(kind: Record.Kind.getValues, id: 0, content: question)]) { client async throws in
                #expect(try await client.record().content == Record.encode("FCGI_MAX_REQS", "8192"))
            }
        }

        @Test func anUnknownManagementRecordIsCalledUnknown() async throws {
            try await exchange([Record(kind: 77, id: 0, content: [1, 2, 3])]) { client async throws in
                let reply = try await client.record()
                #expect(reply.kind == Record.Kind.unknownType && reply.content.first == 77)
            }
        }

        @Test func aRequestAfterManagementRecordsIsAnswered() async throws {
            try await exchange([Record(kind: 77, id: 0)] + Ask().records) { client async throws in
                #expect(try await client.answer().status == 200)
            }
        }

        @Test(arguments: [UInt8(0), 2, 3, 99])
        func anotherRoleThanResponderIsRefused(role: UInt8) async throws {
            try await exchange([.begin(role: role)]) { client async throws in
                #expect(try await client.answer().protocolStatus == 3)
                #expect(try await client.isClosed())
            }
        }

        @Test func aRefusedRoleLeavesAKeptConnectionInUse() async throws {
            try await exchange([.begin(role: 2, keep: true)]) { client async throws in
                #expect(try await client.answer().protocolStatus == 3)
                #expect(try await client.ask(Ask(id: 2)).status == 200)
            }
        }

        @Test func aSecondRequestAtOnceIsToldThatThereIsNoMultiplexing() async throws {
            try await exchange(Ask().head + [.begin(id: 2), .input([])]) { client async throws in
                let refused = try await client.answer()
                #expect(refused.id == 2 && refused.protocolStatus == 1)
                #expect(try await client.answer().status == 200)
            }
        }

        @Test func recordsOfOtherRequestsAreIgnored() async throws {
            let stray = [Record.input([9, 9], id: 7), Record(kind: Record.Kind.abort, id: 7), .input([], id: 7)]
            try await exchange(stray + Ask().head + stray + Ask().input) { client async throws in
                #expect(try await client.answer().text == "GET / 0\n")
            }
        }

        @Test func aRequestThatIsGivenUpEnds() async throws {
            try await exchange(Ask.post([1], keep: true).head + [Record(kind: Record.Kind.abort)]) {
                client async throws in
                #expect(try await client.answer().protocolStatus == 0)
                #expect(try await client.ask(Ask(keep: true)).status == 200)
            }
        }

        @Test func aRequestThatIsGivenUpClosesUnlessKept() async throws {
            try await exchange(Ask().head + [Record(kind: Record.Kind.abort)]) { client async throws in
                _ = try await client.answer()
                #expect(try await client.isClosed())
            }
        }

        @Test(arguments: [
            [Record(version: 2, kind: 1, content: [0, 1, 0, 0, 0, 0, 0, 0])],
            [Record.begin(id: 0)],
            [Record(kind: Record.Kind.begin, content: [0, 1])],
            [Record.begin(), .begin()],
            [Record.begin(), .input([1, 2])],
            Ask().head + [.parameters([("LATE", "1")])],
            Ask().head + [Record(kind: 8, content: [1])],
        ])
        func whatBreaksTheProtocolClosesTheConnection(records: [Record]) async throws {
            try await exchange(records) { client async throws in #expect(try await client.isClosed()) }
        }

        @Test func httpIsNotSpokenHere() async throws {
            let (lines, continuation) = AsyncStream.makeStream(of: String.self)
            let logger = Logger(label: "test") { _ in LineHandler(continuation: continuation) }
            try await TestServer.run(logger: logger) {
                let client = try $0.connect()
                try await client.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                #expect(try await client.isClosed())
            }
            var iterator = lines.makeAsyncIterator()
            #expect(await iterator.next()?.contains("fastcgi_pass, not proxy_pass") == true)
        }
    }
}
