/// Finds the recorded exchange for each call, and keeps what was left over.
///
/// A call is matched by method, path, query and body, in any order; each exchange answers once, unless it is repeatable.
package struct CallMatcher: Sendable {
    private let file: String
    private let exchanges: [CassetteExchange]
    private var used: Set<Int> = []
    /// The calls that no exchange matched.
    package private(set) var unmatched: [UnmatchedCall] = []

    package init(_ exchanges: [CassetteExchange], file: String) {
        self.exchanges = exchanges
        self.file = file
    }

    /// The exchanges that no call asked for.
    package var unused: [CassetteExchange] {
        exchanges.indices.filter { !used.contains($0) }.map { exchanges[$0] }
    }

    /// Finds the exchange for a call whose secrets have been replaced.
    package mutating func match(_ sent: CassetteExchange.Call) -> CassetteExchange? {
        let call = ComparableCall(sent)
        let fitting = exchanges.indices.filter { ComparableCall(exchanges[$0].call) == call }
        guard
            let index = fitting.first(where: { !used.contains($0) })
                ?? fitting.last(where: { exchanges[$0].isRepeatable })
        else {
            let closest = ClosestMatch(to: sent, in: exchanges, used: used)
            unmatched.append(UnmatchedCall(file: file, call: sent, closest: closest))
            return nil
        }
        used.insert(index)
        return exchanges[index]
    }
}
