/// A time on the wall clock, from 00:00:00 to 23:59:59, without a date and without a time zone.
///
/// There is no 24:00:00, as FlatPeak refuses it: a period that ends with the day has `ClockTime.midnight` as its end
/// (FlatPeak protocol, section 4.1).
public struct ClockTime: Hashable, Sendable {
    /// Seconds since the clock showed 00:00:00, from 0 to 86,399.
    public let secondOfDay: Int

    /// 00:00:00, the start of a day and also the end of one.
    public static let midnight = ClockTime(unchecked: 0)
    /// The seconds of a day on the wall clock.
    public static let secondsPerDay = 86_400

    /// - Returns: `nil` outside 0 to 86,399.
    public init?(secondOfDay: Int) {
        guard (0..<Self.secondsPerDay).contains(secondOfDay) else { return nil }
        self.secondOfDay = secondOfDay
    }

    /// - Returns: `nil` unless the hour is 0 to 23 and minute and second are 0 to 59.
    public init?(hour: Int, minute: Int = 0, second: Int = 0) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
        self.secondOfDay = hour * 3600 + minute * 60 + second
    }

    /// Reads `HH:MM:SS` or `HH:MM`.
    /// - Throws: `ClockTimeError`, which tells `24:00:00` apart from other mistakes.
    public init(_ text: String) throws(ClockTimeError) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let numbers = parts.compactMap(Self.twoDigits)
        guard (2...3).contains(parts.count), numbers.count == parts.count else { throw .malformed(text) }
        let second = numbers.count == 3 ? numbers[2] : 0
        if numbers[0] == 24, numbers[1] == 0, second == 0 { throw .endOfDay(text) }
        guard let time = ClockTime(hour: numbers[0], minute: numbers[1], second: second) else {
            throw .outOfRange(text)
        }
        self = time
    }

    /// The caller has made sure that `secondOfDay` is in range, or passes 86,400 for the end of the day.
    init(unchecked secondOfDay: Int) {
        self.secondOfDay = secondOfDay % Self.secondsPerDay
    }

    private static func twoDigits(_ text: Substring.UTF8View) -> Int? {
        let digits = text.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.count == 2, digits.allSatisfy((0...9).contains) else { return nil }
        return digits[0] * 10 + digits[1]
    }
}

extension ClockTime: Comparable {
    public static func < (left: ClockTime, right: ClockTime) -> Bool { left.secondOfDay < right.secondOfDay }
}

extension ClockTime: CustomStringConvertible {
    /// `HH:MM:SS`, as on the wire.
    public var description: String {
        let digit = UInt8(ascii: "0")
        let fields = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
        var text: [UInt8] = []
        text.reserveCapacity(8)
        for field in fields {
            if !text.isEmpty { text.append(UInt8(ascii: ":")) }
            text.append(digit + UInt8(field / 10))
            text.append(digit + UInt8(field % 10))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Why a clock time could not be read.
public enum ClockTimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not of the form `HH:MM:SS`.
    case malformed(String)
    /// Hours beyond 23, or minutes or seconds beyond 59.
    case outOfRange(String)
    /// `24:00:00`, which FlatPeak refuses.
    case endOfDay(String)

    /// What is wrong.
    var problem: String {
        switch self {
        case .malformed(let text): "'\(text)' is not a clock time"
        case .outOfRange(let text): "'\(text)' does not exist on a clock"
        case .endOfDay(let text): "'\(text)' is refused by FlatPeak"
        }
    }

    /// What to write instead.
    var fix: String {
        switch self {
        case .malformed: "write HH:MM:SS, such as 07:30:00"
        case .outOfRange: "write hours from 00 to 23, minutes and seconds from 00 to 59"
        case .endOfDay: "write 00:00:00 for the end of the day"
        }
    }

    public var description: String { "\(problem) (fix: \(fix))" }
}
