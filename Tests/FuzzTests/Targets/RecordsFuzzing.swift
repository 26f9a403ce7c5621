@testable import FastCGI

extension FuzzTarget {
    /// What reaches libfcgi is whole requests, however the bytes were cut on their way.
    static let records = FuzzTarget(name: "records") { bytes in
        guard let size = bytes.first, bytes.count > 1 else { return }
        let whole = try journal(of: Array(bytes.dropFirst()), pieces: .max)
        let cut = try journal(of: Array(bytes.dropFirst()), pieces: Int(size % 32) + 1)
        try require(whole == cut, "what is read does not depend on how it was cut")
    }

    /// What an intake reports of some bytes.
    private struct Journal: Equatable {
        var steps: [Intake.Step] = []
        var flaws: [Intake.Flaw?] = []
        var tapes: [[UInt8]] = []
        var replies: [UInt8] = []
    }

    private static func journal(of bytes: [UInt8], pieces: Int) throws -> Journal {
        var limits = Limits()
        limits.headBytes = 512
        var intake = Intake(limits: limits)
        var journal = Journal()
        for piece in stride(from: 0, to: bytes.count, by: min(pieces, bytes.count)) {
            let isOver = try bytes.withUnsafeBytes { bytes in
                var rest = bytes[piece..<min(bytes.count, piece + min(pieces, bytes.count))]
                return try follow(&intake, &rest, &journal)
            }
            if isOver { break }
        }
        try require(journal.replies.records != nil, "replies are whole records")
        return journal
    }

    /// Does what a connection does with an intake.
    ///
    /// - Returns: whether the connection ends.
    private static func follow(
        _ intake: inout Intake, _ rest: inout Slice<UnsafeRawBufferPointer>, _ journal: inout Journal
    ) throws -> Bool {
        while true {
            let step = intake.advance(&rest)
            journal.replies += intake.takeReplies()
            if step == .wait { return false }
            journal.steps.append(step)
            switch step {
            case .head:
                let tape = intake.takeTape()
                try require(tape.isHead(isFlawed: intake.flaw != nil), "a head is what libfcgi can trust")
                intake.bodyLimit = 200
                journal.flaws.append(intake.flaw)
                journal.tapes.append(tape)
            case .end:
                let tape = intake.takeTape()
                let content = tape.records?.reduce(0) { $0 + $1.content.count }
                try require(
                    intake.bodyCount > intake.bodyLimit ? tape.isEmpty : content == intake.bodyCount,
                    "a body is whole, or not there")
                journal.tapes.append(tape)
            default: break
            }
            if step == .broken || intake.isCutShort { return true }
        }
    }
}

extension [UInt8] {
    /// Read anew, without the code under test; `nil` for what is no whole records.
    fileprivate var records: [(kind: UInt8, content: ArraySlice<UInt8>)]? {
        var records: [(kind: UInt8, content: ArraySlice<UInt8>)] = []
        var rest = self[...]
        while !rest.isEmpty {
            let head = Array(rest.prefix(8))
            guard head.count == 8, head[0] == 1 else { return nil }
            let length = Int(head[4]) << 8 | Int(head[5])
            rest = rest.dropFirst(8)
            guard rest.count >= length + Int(head[6]) else { return nil }
            records.append((head[1], rest.prefix(length)))
            rest = rest.dropFirst(length + Int(head[6]))
        }
        return records
    }

    /// The beginning of a request as a responder, and whole pairs.
    fileprivate func isHead(isFlawed: Bool) -> Bool {
        guard let records, let begin = records.first, let end = records.last, records.count >= 2,
            begin.kind == RecordKind.begin, begin.content.count == 8, begin.content.prefix(2).elementsEqual([0, 1]),
            records.dropFirst().allSatisfy({ $0.kind == RecordKind.parameters }), end.content.isEmpty
        else { return false }
        return isFlawed ? records.count == 2 : records.flatMap(\.content).dropFirst(8).isWholePairs
    }
}

extension Sequence<UInt8> {
    /// Name-value pairs (FastCGI 1.0 section 3.4), the last with all of its bytes.
    fileprivate var isWholePairs: Bool {
        var rest = Array(self)[...]
        while !rest.isEmpty {
            guard let name = rest.takeLength(), let value = rest.takeLength(), rest.count >= name + value else {
                return false
            }
            rest = rest.dropFirst(name + value)
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeLength() -> Int? {
        guard let first = popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        guard count >= 3 else { return nil }
        defer { self = dropFirst(3) }
        return prefix(3).reduce(Int(first & 0x7F)) { $0 << 8 | Int($1) }
    }
}
