public import FoundationEssentials

/// A time zone: what the wall clock shows there at any instant, past and to come.
///
/// Zones come from `ZoneDatabase`. Offsets are seconds east of UTC; sub-second parts of dates are cut off.
public struct Zone: Sendable {
    /// The zone's name in the tz database, for example `Europe/London`.
    public let name: String
    private let table: TZif

    init(name: String, table: TZif) {
        self.name = name
        self.table = table
    }

    /// UTC, which needs no database.
    public static let utc = Zone(name: "UTC", table: TZif())

    /// Seconds east of UTC at an instant: 3600 for London in summer.
    public func offset(at instant: Date) -> Int { offset(atSecond: instant.wholeSecondsSince1970) }

    /// The day on the calendar there at an instant.
    public func civilDate(at instant: Date) -> CivilDate {
        CivilDate(daysSince1970: CivilDate.floored(localSecond(at: instant), ClockTime.secondsPerDay))
    }

    /// The time on the clock there at an instant.
    public func clockTime(at instant: Date) -> ClockTime {
        let second = localSecond(at: instant)
        return ClockTime(
            unchecked: second - CivilDate.floored(second, ClockTime.secondsPerDay) * ClockTime.secondsPerDay)
    }

    private func localSecond(at instant: Date) -> Int {
        let second = instant.wholeSecondsSince1970
        return second + offset(atSecond: second)
    }

    func offset(atSecond second: Int) -> Int {
        let following = table.index(after: second)
        guard following > 0 else { return table.transitions.isEmpty ? table.fallback(at: second) : table.firstOffset }
        guard following == table.transitions.count else { return table.offsets[following - 1] }
        return table.fallback(at: second)
    }
}

extension Zone: Hashable {
    public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name && left.table == right.table }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A stretch of time with one offset, in seconds since 1970.
struct ZoneSegment: Hashable {
    let start: Int
    let end: Int
    let offset: Int

    var localStart: Int { start + offset }
    var localEnd: Int { end + offset }
}

extension Zone {
    /// The stretches with one offset that make up a span of at most a year, cut off at its ends.
    func segments(from start: Int, to end: Int) -> [ZoneSegment] {
        var changes: [Int] = []
        for change in table.changes(from: start, to: end) where change > changes.last ?? start {
            changes.append(change)
        }
        let starts = [start] + changes
        let ends = changes + [end]
        return zip(starts, ends).reduce(into: []) { segments, span in
            let offset = offset(atSecond: span.0)
            if let last = segments.last, last.offset == offset {
                segments[segments.count - 1] = ZoneSegment(start: last.start, end: span.1, offset: offset)
            } else {
                segments.append(ZoneSegment(start: span.0, end: span.1, offset: offset))
            }
        }
    }
}

extension TZif {
    /// UTC.
    init() {}

    /// The number of transitions at or before an instant.
    func index(after second: Int) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What holds after the last transition: the rule, else the last offset for good.
    func fallback(at second: Int) -> Int { rule?.offset(at: second) ?? offsets.last ?? firstOffset }

    /// The instants after `start` and before `end` at which the offset may change, in order.
    func changes(from start: Int, to end: Int) -> [Int] {
        let known = transitions[index(after: start)..<max(index(after: start), index(after: end - 1))]
        let last = transitions.last ?? Int.min
        let later = (rule?.changes(around: start) ?? []).map(\.second).filter { $0 > max(start, last) && $0 < end }
        return Array(known) + later
    }
}
