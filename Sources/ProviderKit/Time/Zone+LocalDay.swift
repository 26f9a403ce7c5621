public import FoundationEssentials

/// A day of the calendar in a zone, as the instants it lasts: 23, 24 or 25 hours in most zones.
public struct LocalDay: Hashable, Sendable {
    /// The day on the calendar.
    public let date: CivilDate
    /// The first instant of the day.
    public let start: Date
    /// The first instant of the next day.
    public let end: Date
    /// The zone whose day it is.
    public let zone: Zone

    /// The length in seconds.
    public var duration: Int { end.wholeSecondsSince1970 - start.wholeSecondsSince1970 }
}

extension Zone {
    /// The local day that an instant lies in.
    ///
    /// A day starts with the first instant at which the clock shows its midnight, or would have shown it where the
    /// clocks go forward at midnight.
    public func localDay(containing instant: Date) -> LocalDay {
        let second = instant.wholeSecondsSince1970
        let today = CivilDate.floored(second + offset(atSecond: second), ClockTime.secondsPerDay)
        // Where the clocks go back over midnight, an instant of the new day can show the old day's date.
        let days = (today...today + 2).map { (day: $0, start: startOfDay($0)) }
        let index = days[1].start <= second ? 1 : 0
        return LocalDay(
            date: CivilDate(daysSince1970: days[index].day), start: Date(wholeSecondsSince1970: days[index].start),
            end: Date(wholeSecondsSince1970: days[index + 1].start), zone: self)
    }

    /// The local day of a date.
    ///
    /// A date that a zone has skipped, as Samoa did 2011-12-30, has no length.
    public func localDay(on date: CivilDate) -> LocalDay {
        let day = date.daysSince1970
        return LocalDay(
            date: date, start: Date(wholeSecondsSince1970: startOfDay(day)),
            end: Date(wholeSecondsSince1970: startOfDay(day + 1)), zone: self)
    }

    /// The first local midnight after an instant.
    public func nextMidnight(after instant: Date) -> Date { localDay(containing: instant).end }

    /// The instants at which the clock shows a time on a date, earliest first: one on most days, none in the hour that
    /// the clocks leave out in spring, two in the hour that they repeat in autumn.
    public func instants(of time: ClockTime, on date: CivilDate) -> [Date] {
        let local = date.daysSince1970 * ClockTime.secondsPerDay + time.secondOfDay
        return segments(around: local).filter { $0.localStart <= local && local < $0.localEnd }
            .map { Date(wholeSecondsSince1970: local - $0.offset) }
    }

    /// The first second at which the clock shows the day's midnight or a later time.
    private func startOfDay(_ day: Int) -> Int {
        let local = day * ClockTime.secondsPerDay
        for segment in segments(around: local) where segment.localEnd > local {
            return max(segment.start, local - segment.offset)
        }
        return local - offset(atSecond: local)
    }

    /// Offsets stay within 26 hours, so two days to each side hold every instant that may show a local time.
    private func segments(around local: Int) -> [ZoneSegment] {
        segments(from: local - 2 * ClockTime.secondsPerDay, to: local + 2 * ClockTime.secondsPerDay)
    }
}
