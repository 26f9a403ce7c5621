import FastCGI
import FastCGIClient
import Testing

extension Serving {
    /// Hostile web servers. Whatever they send, the next one is served.
    @Suite struct Fuzz {
        private let limits: Limits = {
            var limits = Limits()
            limits.readTimeout = .milliseconds(500)
            return limits
        }()

        /// Sends scripts of bytes, each over a connection of its own, and asks for a page now and then.
        private func survive(_ scripts: [[[UInt8]]]) async throws {
            try await TestServer.run(limits: limits) { server in
                for (index, script) in scripts.enumerated() {
                    let client = try server.connect()
                    do {
                        for piece in script { try await client.send(piece) }
                    } catch Client.Failure.send {
                        // The server has hung up on it, as it may.
                    }
                    if index % 10 == 0 { #expect(try await server.ask(Ask()).status == 200, "after script \(index)") }
                }
                #expect(try await server.ask(.post([1, 2, 3])).text == "POST / 3\n")
            }
        }

        @Test func aRequestCutAnywhereIsAnswered() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let bytes = Ask.post([1, 2, 3], keep: true).bytes
                for cut in 1..<bytes.count {
                    try await client.send(Array(bytes[..<cut]))
                    try await client.send(Array(bytes[cut...]))
                    #expect(try await client.answer().text == "POST / 3\n", "cut at \(cut)")
                }
            }
        }

        @Test func aRequestThatEndsAnywhereIsSurvived() async throws {
            let bytes = Ask.post([1, 2, 3]).bytes
            try await survive(bytes.indices.map { [Array(bytes[..<$0])] })
        }

        @Test func aRequestWithAnyByteWrongIsSurvived() async throws {
            let bytes = Ask.post([1, 2, 3], keep: true).bytes
            var generator = Generator(seed: 1)
            try await survive(
                bytes.indices.map { index in
                    var wrong = bytes
                    wrong[index] = UInt8.random(in: 0...255, using: &generator)
                    return [wrong]
                })
        }

        @Test(arguments: [UInt64(2), 3, 4, 5])
        func scriptsOfRecordsAreSurvived(seed: UInt64) async throws {
            var generator = Generator(seed: seed)
            try await survive((0..<150).map { _ in script(&generator) })
        }

        /// For seconds, or for `FUZZ_MINUTES` (Tests/fuzz): the first seed is always the same, the second new.
        @Test(arguments: [UInt64(6), .random(in: .min ... .max)])
        func strangersLeaveNothingBehind(seed: UInt64) async throws {
            print("fuzz: scripts of records from seed \(seed)")
            var generator = Generator(seed: seed)
            try await TestServer.run(limits: limits) { server in
                // The threads that everything needs are there after these.
                for _ in 0..<30 { try await visit(server, script(&generator)) }
                let before = try Holdings()
                let end = ContinuousClock.now + .seconds(max(2, Strangers.minutes * 30))
                var count = 0
                while .now < end {
                    try await visit(server, script(&generator))
                    count += 1
                    #expect(try await server.ask(Ask()).status == 200, "seed \(seed), after script \(count)")
                }
                print("fuzz: \(count) scripts survived")
                let excess = try await Holdings.excess(over: before)
                #expect(excess == nil, "seed \(seed), before: \(before)")
            }
        }

        /// Sends a script, and reads until the server hangs up: all that comes is answers, each with a status that has a name.
        private func visit(_ server: TestServer, _ script: [[UInt8]]) async throws {
            let client = try server.connect()
            do {
                for piece in script { try await client.send(piece) }
            } catch Client.Failure.send {
                // The server has hung up on it, as it may.
            }
            client.finishSending()
            do {
                while true {
                    let answer = try await client.answer()
                    #expect(answer.others.allSatisfy { [10, 11].contains($0.kind) })
                    let isNamed = [200, 400, 408, 413, 431].contains(answer.status)
                    #expect(answer.output.isEmpty || isNamed, "\(answer)")
                }
            } catch Client.Failure.closed {}
        }

        /// Requests, with records changed, left out, doubled, mixed with others, and cut into pieces.
        private func script(_ generator: inout Generator) -> [[UInt8]] {
            var records: [Record] = []
            for id in 1...UInt16.random(in: 1...3, using: &generator) {
                var ask = Ask.post(
                    generator.bytes(Int.random(in: 0...300, using: &generator)), keep: generator.chance(50))
                ask.id = id
                ask.chunk = Int.random(in: 1...300, using: &generator)
                records += ask.records
            }
            if generator.chance(30) { records.shuffle(using: &generator) }
            var bytes: [UInt8] = []
            for record in records {
                if generator.chance(5) { continue }
                bytes += generator.chance(10) ? stranger(&generator).bytes : []
                bytes += generator.chance(10) ? changed(record, &generator).bytes : record.bytes
            }
            if generator.chance(20) { bytes = bytes.dropLast(Int.random(in: 0...bytes.count, using: &generator)) }
            if generator.chance(20) { bytes += generator.bytes(Int.random(in: 1...100, using: &generator)) }
            return pieces(of: bytes, &generator)
        }

        private func stranger(_ generator: inout Generator) -> Record {
            let lengths: [UInt8] = [0x80, 0xFF, 0x7F, 0, 1]
            let content = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                generator.chance(50)
                    ? lengths[Int.random(in: 0..<5, using: &generator)] : .random(in: 0...255, using: &generator)
            }
            return Record(
                kind: .random(in: 0...13, using: &generator), id: .random(in: 0...4, using: &generator),
                content: generator.chance(5) ? generator.bytes(65_535) : content,
                padding: .random(in: 0...255, using: &generator))
        }

        private func changed(_ record: Record, _ generator: inout Generator) -> Record {
            var record = record
            switch Int.random(in: 0...4, using: &generator) {
            case 0: record.kind = .random(in: 0...255, using: &generator)
            case 1: record.id = .random(in: 0...3, using: &generator)
            case 2: record.version = .random(in: 0...2, using: &generator)
            case 3: record.content = generator.bytes(record.content.count)
            default: record.content = Array(record.content.dropLast(1))
            }
            return record
        }

        private func pieces(of bytes: [UInt8], _ generator: inout Generator) -> [[UInt8]] {
            let cuts = (0..<Int.random(in: 0...4, using: &generator))
                .map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
            return zip([0] + cuts, cuts + [bytes.count]).map { Array(bytes[$0..<$1]) }.filter { !$0.isEmpty }
        }
    }
}
