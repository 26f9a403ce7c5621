/// A rule for all the years to come, such as `GMT0BST,M3.5.0/1,M10.5.0` (POSIX, "TZ"; RFC 8536, section 3.3).
struct PosixRule: Hashable, Sendable {
    /// A day of each year.
    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365; the 29th of February is never counted.
        case julian(Int)
        /// `n`: 0 to 365; the 29th of February is counted.
        case ordinal(Int)
        /// `Mm.w.d`: the w-th weekday d (0 is Sunday) of a month; week 5 is the last one.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    /// A day of each year and the seconds after its midnight, which may be below zero or beyond the day's end.
    struct Change: Hashable, Sendable {
        let day: Day
        let second: Int
    }

    /// The time that is not standard: from `start`, in standard time, to `end`, in its own.
    struct Daylight: Hashable, Sendable {
        let offset: Int
        let start: Change
        let end: Change
    }

    /// Seconds east of UTC; the text counts west.
    let offset: Int
    let daylight: Daylight?

    /// - Returns: `nil` when the text is anything else than one whole rule.
    init?(_ text: [UInt8]) {
        var parser = RuleParser(rest: text[...])
        guard parser.name(), let offset = parser.offset() else { return nil }
        self.offset = offset
        guard !parser.rest.isEmpty else {
            daylight = nil
            return
        }
        guard parser.name() else { return nil }
        let daylightOffset = parser.rest.first == UInt8(ascii: ",") ? offset + 3600 : parser.offset()
        guard let daylightOffset, parser.take(","), let start = parser.change(), parser.take(","),
            let end = parser.change(), parser.rest.isEmpty
        else { return nil }
        daylight = Daylight(offset: daylightOffset, start: start, end: end)
    }

    /// The offset at an instant.
    func offset(at second: Int) -> Int {
        changes(around: second).last { $0.second <= second }?.offset ?? offset
    }

    /// The changes of the instant's year and of the two years beside it, in order.
    ///
    /// Daylight time that lasts all year has its end and its next start at one instant; the start counts.
    func changes(around second: Int) -> [(second: Int, offset: Int)] {
        guard let daylight else { return [] }
        let year = CivilDate(daysSince1970: CivilDate.floored(second + offset, ClockTime.secondsPerDay)).year
        let changes = (year - 1...year + 1).flatMap { year in
            [
                (second: daylight.end.second(in: year) - daylight.offset, offset: offset, rank: 0),
                (second: daylight.start.second(in: year) - offset, offset: daylight.offset, rank: 1),
            ]
        }
        return changes.sorted { ($0.second, $0.rank) < ($1.second, $1.rank) }.map { ($0.second, $0.offset) }
    }
}

extension PosixRule.Change {
    /// The local seconds since 1970 at which the change happens in a year.
    func second(in year: Int) -> Int {
        let days: Int
        switch day {
        case .julian(let number):
            let leap = CivilDate.isLeap(year) && number >= 60 ? 1 : 0
            days = CivilDate.daysSince1970(year: year, month: 1, day: 1) + number - 1 + leap
        case .ordinal(let number):
            days = CivilDate.daysSince1970(year: year, month: 1, day: 1) + number
        case .weekday(let month, let week, let weekday):
            let first = CivilDate.daysSince1970(year: year, month: month, day: 1)
            let ahead = (weekday - CivilDate(daysSince1970: first).weekday + 7) % 7
            let length = CivilDate.days(inMonth: month, of: year)
            let day = ahead + (week - 1) * 7
            days = first + (day < length ? day : day - 7)
        }
        return days * ClockTime.secondsPerDay + second
    }
}

/// Reads the parts of a rule.
private struct RuleParser {
    var rest: ArraySlice<UInt8>

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Three letters or more, or anything of letters, digits and signs between `<` and `>`.
    mutating func name() -> Bool {
        let isLetter: (UInt8) -> Bool = { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        guard take("<") else {
            let count = rest.prefix(while: isLetter).count
            rest = rest.dropFirst(count)
            return count >= 3
        }
        let count = rest.prefix { isLetter($0) || Self.isDigit($0) || $0 == 0x2B || $0 == 0x2D }.count
        rest = rest.dropFirst(count)
        return count >= 3 && take(">")
    }

    /// `[+-]hh[:mm[:ss]]`, west of UTC in the text and east of it in the result.
    mutating func offset() -> Int? {
        guard let seconds = time(), abs(seconds) <= 24 * 3600 + 3599 else { return nil }
        return -seconds
    }

    /// `[+-]hhh[:mm[:ss]]`; up to 167 hours, an extension of RFC 8536, section 3.3.1.
    mutating func time() -> Int? {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard let hours = number(0...167) else { return nil }
        var seconds = hours * 3600
        if take(":") {
            guard let minutes = number(0...59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let more = number(0...59) else { return nil }
                seconds += more
            }
        }
        return sign * seconds
    }

    mutating func change() -> PosixRule.Change? {
        guard let day = day() else { return nil }
        guard take("/") else { return PosixRule.Change(day: day, second: 2 * 3600) }
        guard let second = time() else { return nil }
        return PosixRule.Change(day: day, second: second)
    }

    private mutating func day() -> PosixRule.Day? {
        if take("J") { return number(1...365).map { .julian($0) } }
        guard take("M") else { return number(0...365).map { .ordinal($0) } }
        guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(while: Self.isDigit)
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        return range.contains(number) ? number : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
