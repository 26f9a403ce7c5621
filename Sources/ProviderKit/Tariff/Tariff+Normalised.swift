extension Tariff {
    /// The same prices in the one standard form: no period goes past midnight, the hours are in order, and neighbours
    /// with the same rates are one period.
    ///
    /// The price at every time stays the same where periods do not overlap. Broken rules stay broken: a gap is not filled and an overlap not
    /// resolved. Timed rates are better left as they are, because equal half-hours of a provider are not one rate
    /// (FlatPeak protocol, section 4.3).
    public func normalised() -> Tariff {
        var tariff = self
        tariff.seasons = seasons.map { season in
            Season(
                months: Self.sorted(season.months),
                schedules: season.schedules.map { Schedule(days: Self.sorted($0.days), hours: Self.joined($0.hours)) })
        }
        return tariff
    }

    private static func sorted<Name: CaseIterable & Hashable>(_ names: [Name]) -> [Name] {
        let order = Dictionary(zip(Name.allCases, 0...)) { first, _ in first }
        return names.sorted { (order[$0] ?? 0) < (order[$1] ?? 0) }
    }

    private static func joined(_ hours: [Period]) -> [Period] {
        let parts = hours.flatMap(\.splitAtMidnight).sorted {
            ($0.startSecond, $0.endSecond) < ($1.startSecond, $1.endSecond)
        }
        var periods: [Period] = []
        periods.reserveCapacity(parts.count)
        for part in parts {
            if let last = periods.last, last.endSecond == part.startSecond, last.rates == part.rates {
                periods[periods.count - 1].validTo = part.validTo
            } else {
                periods.append(part)
            }
        }
        return periods
    }
}

extension Tariff {
    /// The rates that hold in a single month, on a single day of the week, at a time.
    ///
    /// A name of several months or days, such as `.all`, finds nothing.
    /// - Returns: The first match, or `nil` where the tariff has a gap.
    public func rates(in month: Months, on day: Days, at time: ClockTime) -> [Rate]? {
        let second = time.secondOfDay
        for season in seasons where season.months.contains(where: { $0.members.contains(month) }) {
            for schedule in season.schedules where schedule.days.contains(where: { $0.members.contains(day) }) {
                for period in schedule.hours {
                    let holds =
                        period.wraps
                        ? second >= period.startSecond || second < period.endSecond
                        : second >= period.startSecond && second < period.endSecond
                    if holds { return period.rates }
                }
            }
        }
        return nil
    }
}
