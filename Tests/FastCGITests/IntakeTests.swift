import FastCGIClient
import Testing

@testable import FastCGI

@Suite struct IntakeTests {
    /// What an intake says of bytes that come in these pieces.
    private func run(_ pieces: [[UInt8]], bodyLimit: Int = 1000) -> (steps: [Intake.Step], tape: [UInt8]) {
        var intake = Intake(limits: Limits())
        var steps: [Intake.Step] = []
        var tape: [UInt8] = []
        for piece in pieces {
            piece.withUnsafeBytes { buffer in
                var rest = buffer[...]
                while true {
                    let step = intake.advance(&rest)
                    if step == .wait { break }
                    steps.append(step)
                    if step == .broken { break }
                    tape += intake.takeTape()
                    if step == .head { intake.bodyLimit = bodyLimit }
                }
            }
        }
        return (steps, tape)
    }

    private let ask = Ask.post(Array(1...50))

    @Test func aWholeRequestIsAHeadAndAnEnd() {
        #expect(run([ask.bytes]).steps == [.head, .end])
    }

    @Test func theTapeHoldsTheRequest() {
        #expect(run([ask.bytes]).tape == ask.records.dropLast().map(\.bytes).flatMap { $0 })
    }

    @Test func whereverItIsCutTheTapeIsTheSame() {
        let whole = run([ask.bytes])
        for cut in ask.bytes.indices {
            let parts = run([Array(ask.bytes[..<cut]), Array(ask.bytes[cut...])])
            #expect(parts.steps == whole.steps && parts.tape == whole.tape, "cut at \(cut)")
        }
    }

    @Test func byteByByteTheTapeIsTheSame() {
        #expect(run(ask.bytes.map { [$0] }).tape == run([ask.bytes]).tape)
    }

    @Test func paddingIsNotOnTheTape() {
        let padded = ask.records.map { Record(kind: $0.kind, id: $0.id, content: $0.content, padding: 7) }
        #expect(run([padded.bytes]).tape == run([ask.bytes]).tape)
    }

    @Test func strangersAreNotOnTheTape() {
        let strangers = [Record(kind: 8, id: 9, content: [1]), Record(kind: 77, id: 0), .begin(id: 3)]
        let mixed = ask.head.dropLast() + strangers + [ask.head[2]] + strangers + ask.input + strangers.dropLast()
        #expect(run([Array(mixed).bytes]).tape == run([ask.bytes]).tape)
    }

    @Test func aBodyBeyondTheLimitIsNotOnTheTape() {
        let head = ask.head.bytes
        #expect(run([ask.bytes], bodyLimit: 49).tape == head)
    }

    @Test func requestsThatFollowEachOtherAreAllSeen() {
        #expect(run([ask.bytes + ask.bytes + ask.bytes]).steps == [.head, .end, .head, .end, .head, .end])
    }

    @Test func nothingIsSaidBeforeTheLastByte() {
        #expect(run([Array(ask.bytes.dropLast())]).steps == [.head])
    }

    @Test func anEmptyInputSaysNothing() {
        #expect(run([[]]).steps.isEmpty)
    }
}

@Suite struct PairLengthsTests {
    private func follow(_ bytes: [UInt8], limit: Int = 1000) -> PairLengths {
        var pairs = PairLengths(limit: limit)
        for byte in bytes { [byte].withUnsafeBytes { pairs.follow($0) } }
        return pairs
    }

    @Test func wholePairsAreWhole() {
        #expect(follow(Record.encode("NAME", "value") + Record.encode("", "") + Record.encode("A", "")).isWhole)
    }

    @Test func longPairsAreWhole() {
        #expect(follow(Record.encode("NAME", String(repeating: "v", count: 300))).isWhole)
    }

    @Test func everyProperPrefixOfAPairIsNot() {
        let bytes = Record.encode("NAME", String(repeating: "v", count: 300))
        for count in 1..<bytes.count { #expect(!follow(Array(bytes.prefix(count))).isWhole, "\(count) bytes") }
    }

    @Test func aPairAtTheLimitIsTaken() {
        #expect(!follow(Record.encode("NAME", "value"), limit: 9).isExceeded)
    }

    @Test func aPairBeyondTheLimitIsNot() {
        #expect(follow(Record.encode("NAME", "value"), limit: 8).isExceeded)
    }
}
