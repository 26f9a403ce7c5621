/// A call that no recorded exchange matches.
public struct UnmatchedCall: Sendable, CustomStringConvertible {
    let file: String
    let call: CassetteExchange.Call
    let closest: ClosestMatch?

    /// The call, the closest recorded one, and how they differ: `-` was recorded, `+` was sent.
    public var description: String {
        var lines = ["\(call.method) \(call.target) matches no exchange of \(file)"]
        if let closest {
            let used = closest.isUsed ? ", which has answered already" : ""
            lines.append("the closest is exchange \(closest.number), line \(closest.exchange.line)\(used):")
            lines += closest.difference.map { "  " + $0 }
        } else {
            lines.append("the cassette is empty")
        }
        return lines.joined(separator: "\n")
    }
}

/// A provider and its cassette that no longer fit each other.
public struct CassetteMismatch: Error, Sendable, CustomStringConvertible {
    /// The cassette's path.
    public let file: String
    /// Calls without an exchange.
    public let unmatched: [UnmatchedCall]
    /// Exchanges without a call.
    public let unused: [CassetteExchange]

    /// Every call and exchange left over, and what to do.
    public var description: String {
        var lines = unmatched.map(\.description)
        lines += unused.map {
            "\(file):\($0.line): \($0.call.method) \($0.call.target) was recorded and never asked for"
        }
        lines.append("(fix: where the provider's calls have changed on purpose, record the cassette again)")
        return lines.joined(separator: "\n")
    }
}
