public import FoundationEssentials

/// Timed rates as the periods of one local day.
public struct TimedDay: Hashable, Sendable {
    /// The periods in order, which cover the day's clock from 00:00:00 to 00:00:00.
    public let periods: [Tariff.Period]
    /// The end of the day, at which FlatPeak has to read the tariff again.
    public let expiry: Date
}

extension LocalDay {
    /// The periods of the local day that contains an instant (FlatPeak protocol, section 4.3).
    /// - Throws: `TimedRatesError`; see `periods(of:)`.
    public static func periods(
        of rates: [TimedRate], in zone: Zone, now: Date
    ) throws(TimedRatesError) -> TimedDay {
        let day = zone.localDay(containing: now)
        return TimedDay(periods: try day.periods(of: rates), expiry: day.end)
    }

    /// The day's rates by the clock.
    ///
    /// Each rate stays a period of its own, also beside one with the same price. On the day that the clocks go forward,
    /// the missing hour takes the rate before it; on the day that they go back, the repeated hour takes the first of
    /// its two rates. Where the day begins with the missing hour, the first rate is lengthened instead. Rates may come
    /// in any order, and those of other days are ignored.
    /// - Throws: `TimedRatesError.ratesIncomplete` with the first instant of the day that has no rate, `.ratesConflict`
    ///   where two rates of the day overlap and differ, `.endsBeforeStart` for a rate of less than no length.
    public func periods(of rates: [TimedRate]) throws(TimedRatesError) -> [Tariff.Period] {
        let start = start.wholeSecondsSince1970
        let end = end.wholeSecondsSince1970
        let spans = try TimedSpans.covering(start..<end, with: rates)
        var clock = ClockDay()
        for segment in zone.segments(from: start, to: end) {
            let shift = segment.offset - date.daysSince1970 * ClockTime.secondsPerDay
            for (index, span) in spans.enumerated() {
                let first = max(span.start, segment.start)
                let last = min(span.end, segment.end)
                if first < last { clock.add(first + shift, last + shift, rate: index, price: span.price) }
            }
        }
        return clock.periods
    }
}

/// The clock of a day, filled from its start.
private struct ClockDay {
    private var slots: [(start: Int, end: Int, rate: Int, price: Price)] = []

    /// Adds what comes next. A part of the clock that is filled already has been shown before, and keeps its first
    /// rate; a part that is left out has never been shown, and takes the rate before it.
    mutating func add(_ start: Int, _ end: Int, rate: Int, price: Price) {
        let filled = slots.last?.end ?? 0
        let start = slots.isEmpty ? 0 : max(start, filled)
        let end = min(end, ClockTime.secondsPerDay)
        guard start < end else { return }
        if !slots.isEmpty { slots[slots.count - 1].end = start }
        if slots.last?.rate == rate {
            slots[slots.count - 1].end = end
        } else {
            slots.append((start, end, rate, price))
        }
    }

    var periods: [Tariff.Period] {
        slots.enumerated().map { index, slot in
            let end = index == slots.count - 1 ? ClockTime.secondsPerDay : slot.end
            return Tariff.Period(slot.start, end, rates: [Tariff.Rate(slot.price)])
        }
    }
}
