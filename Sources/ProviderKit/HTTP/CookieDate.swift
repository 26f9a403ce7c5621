/// The date of a cookie's `Expires` (RFC 6265 section 5.1.1), which servers write in many ways.
enum CookieDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds since 1970; `nil` for what is no date.
    static func seconds(_ text: String) -> Int? {
        var (time, day, month, year): (Int?, Int?, Int?, Int?) = (nil, nil, nil, nil)
        for token in text.lowercased().utf8.split(whereSeparator: isDelimiter).prefix(16) {
            if time == nil, let found = Self.time(token) {
                time = found
            } else if day == nil, let found = number(token, digits: 1...2) {
                day = found
            } else if month == nil, let found = months.firstIndex(where: { token.prefix(3).elementsEqual($0.utf8) }) {
                month = found + 1
            } else if year == nil, let found = number(token, digits: 2...4) {
                year = found < 70 ? found + 2000 : found < 100 ? found + 1900 : found
            }
        }
        guard let time, let day, let month, let year, year >= 1601,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return date.daysSince1970 * 86_400 + time
    }

    /// All but digits, letters and the colon.
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// `hh:mm:ss` in seconds.
    private static func time(_ token: Substring.UTF8View) -> Int? {
        let parts = token.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, let hours = number(parts[0], digits: 1...2), hours < 24,
            let minutes = number(parts[1], digits: 1...2), minutes < 60,
            let seconds = number(parts[2], digits: 1...2), seconds < 60
        else { return nil }
        return (hours * 60 + minutes) * 60 + seconds
    }

    /// A number of so many digits, with nothing that is a digit behind it.
    private static func number(_ token: Substring.UTF8View, digits: ClosedRange<Int>) -> Int? {
        let found = token.prefix { (0x30...0x39).contains($0) }
        guard digits.contains(found.count) else { return nil }
        return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
