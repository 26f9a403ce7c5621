import FoundationEssentials

extension Decimal {
    /// The number of seconds or calls that a control request names; exactness does not matter there.
    var approximation: Double { Double(description) ?? 0 }

    /// The whole part, within what makes sense as a count.
    var wholeNumber: Int { Int(min(max(approximation, 0), 1_000_000)) }
}
