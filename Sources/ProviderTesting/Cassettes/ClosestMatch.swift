/// The recorded call that is nearest to one that matched none.
struct ClosestMatch: Sendable {
    let number: Int
    let exchange: CassetteExchange
    let isUsed: Bool
    let difference: [String]

    /// Finds it; `nil` in an empty cassette.
    init?(to call: CassetteExchange.Call, in exchanges: [CassetteExchange], used: Set<Int>) {
        let wanted = Self.lines(of: call)
        let candidates = exchanges.enumerated().map { index, exchange in
            let diff = LineDiff(from: Self.lines(of: exchange.call), to: wanted)
            let isSameMethod = exchange.call.method == call.method
            let path = Self.commonPath(exchange.call.target, call.target)
            // The path says most, then the method, then how many lines of the rest are alike.
            let score = path * 1_000 + (isSameMethod ? 500 : 0) + diff.common * 10 - diff.changes
            return (index: index, score: score, diff: diff)
        }
        guard let best = candidates.max(by: { ($0.score, -$0.index) < ($1.score, -$1.index) }) else { return nil }
        number = best.index + 1
        exchange = exchanges[best.index]
        isUsed = used.contains(best.index)
        difference = best.diff.lines
    }

    /// The parts that are compared: the request line, one line for each parameter, the body.
    private static func lines(of call: CassetteExchange.Call) -> [String] {
        let parts = call.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = FormText(parts.dropFirst().first ?? "").pairs.map {
            "?\(FormText.Pair(name: $0.name, value: $0.value).text)"
        }
        let json = JSONText(call.body)
        let body = (json?.sorted.pretty() ?? call.body).split(separator: "\n", omittingEmptySubsequences: true)
        return ["\(call.method) \(parts.first ?? "")"] + query.sorted() + body.map(String.init)
    }

    private static func commonPath(_ left: String, _ right: String) -> Int {
        func segments(_ target: String) -> [Substring] { target.prefix { $0 != "?" }.split(separator: "/") }
        let (left, right) = (segments(left), segments(right))
        return zip(left, right).count { $0 == $1 } * 2 - max(left.count, right.count)
    }
}

extension FormText.Pair {
    fileprivate var text: String { value.map { "\(name)=\($0)" } ?? name }
}

/// The difference of two texts, line by line: the longest common subsequence stays.
package struct LineDiff {
    /// Lines with `  ` (in both), `- ` (recorded) and `+ ` (sent) before them.
    package private(set) var lines: [String] = []
    private(set) var common = 0
    var changes: Int { lines.count - common }

    package init(from old: [String], to new: [String]) {
        // Beyond that the table would be large; such bodies differ as a whole.
        guard old.count * new.count <= 1_000_000 else {
            lines = old.map { "- " + $0 } + new.map { "+ " + $0 }
            return
        }
        var table = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                table[i][j] = old[i] == new[j] ? table[i + 1][j + 1] + 1 : max(table[i + 1][j], table[i][j + 1])
            }
        }
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, old[i] == new[j] {
                lines.append("  " + old[i])
                (i, j, common) = (i + 1, j + 1, common + 1)
            } else if i < old.count, j == new.count || table[i + 1][j] >= table[i][j + 1] {
                lines.append("- " + old[i])
                i += 1
            } else {
                lines.append("+ " + new[j])
                j += 1
            }
        }
    }
}
