extension Tariff.Period {
    /// From one second of the day to another; 86,400 is the end of the day.
    init(_ start: Int, _ end: Int, rates: [Tariff.Rate]) {
        self.init(validFrom: ClockTime(unchecked: start), validTo: ClockTime(unchecked: end), rates: rates)
    }

    var startSecond: Int { validFrom.secondOfDay }

    /// The end of the day is 86,400.
    var endSecond: Int { validTo == .midnight ? ClockTime.secondsPerDay : validTo.secondOfDay }

    /// Ends on the clock before it starts, so that it goes past midnight into the same day's morning.
    var wraps: Bool { endSecond < startSecond }

    /// Has no length. Midnight to midnight is a whole day and not empty.
    var isEmpty: Bool { endSecond == startSecond }

    /// The period itself, or its two halves when it goes past midnight.
    ///
    /// Both halves stay in the same schedule: a period 22:30–04:30 of a weekday schedule means Monday's morning and
    /// Monday's evening.
    var splitAtMidnight: [Tariff.Period] {
        guard wraps else { return [self] }
        return [
            Tariff.Period(0, endSecond, rates: rates),
            Tariff.Period(startSecond, ClockTime.secondsPerDay, rates: rates),
        ]
    }
}
