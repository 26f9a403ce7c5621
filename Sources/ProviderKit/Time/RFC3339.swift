public import FoundationEssentials

/// Instants as text, the way every provider's API writes them: `2026-11-23T00:00:00Z` (RFC 3339, section 5.6).
public enum RFC3339 {
    /// Reads an instant with its offset: `2026-11-23T00:00:00Z`, `2026-11-23T01:00:00.000+01:00`.
    ///
    /// A text without an offset is refused, because nobody can tell which instant it means.
    /// - Returns: `nil` for any other form, and for dates and times that do not exist.
    public static func date(from text: String) -> Date? {
        var reader = DigitReader(text)
        guard let year = reader.number(of: 4), reader.take("-"), let month = reader.number(of: 2), reader.take("-"),
            let day = reader.number(of: 2), reader.take("Tt "),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = reader.number(of: 2), reader.take(":"), let minute = reader.number(of: 2), reader.take(":"),
            let second = reader.number(of: 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        var fraction = 0.0
        if reader.take(".") {
            let digits = reader.digits()
            guard !digits.isEmpty else { return nil }
            fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
        }
        guard let offset = offset(&reader), reader.isAtEnd else { return nil }
        let seconds = date.daysSince1970 * ClockTime.secondsPerDay + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// Writes an instant in UTC to the second: `2026-11-23T00:00:00Z`. Fractions of a second are cut off.
    /// - Returns: `nil` outside the years 0 to 9999, which the format cannot write.
    public static func string(from date: Date) -> String? {
        let seconds = date.wholeSecondsSince1970
        let days = CivilDate.floored(seconds, ClockTime.secondsPerDay)
        let civil = CivilDate(daysSince1970: days)
        guard (0...9999).contains(civil.year) else { return nil }
        return "\(civil)T\(ClockTime(unchecked: seconds - days * ClockTime.secondsPerDay))Z"
    }

    private static func offset(_ reader: inout DigitReader) -> Int? {
        if reader.take("Zz") { return 0 }
        let sign: Int
        if reader.take("+") { sign = 1 } else if reader.take("-") { sign = -1 } else { return nil }
        guard let hours = reader.number(of: 2), reader.take(":"), let minutes = reader.number(of: 2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension Date {
    /// The whole seconds since 1970, rounded down. A date beyond any calendar is held at 300,000 years from now.
    var wholeSecondsSince1970: Int {
        let limit = 1e13
        let seconds = timeIntervalSince1970.rounded(.down)
        guard seconds > -limit else { return -Int(limit) }
        return seconds < limit ? Int(seconds) : Int(limit)
    }

    init(wholeSecondsSince1970 seconds: Int) { self.init(timeIntervalSince1970: Double(seconds)) }
}
