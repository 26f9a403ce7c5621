import FoundationEssentials

/// A customer's contract with Lunar Energy for one meter.
struct LunarContract: Sendable, Hashable {
    enum Direction: String, Sendable {
        case `import`
        case export
    }

    /// Which part of the contract's life the clock is in. The dates follow from it, so that no demo customer grows old.
    enum Status: String, Sendable {
        case active
        case ended
        case future
    }

    let id: String
    let address: [String]
    let postcode: String
    var direction = Direction.import
    var status = Status.active
    let tariff: LunarTariff

    /// First and last day of the contract as the API writes them, `ends` being the first day after it.
    func term(at now: Date) -> (starts: String, ends: String?) {
        let year = Int(now.rfc3339.prefix(4)) ?? 2026
        return switch status {
        case .active: ("\(year)-01-01", "\(year + 1)-01-01")
        case .ended: ("\(year - 1)-01-01", "\(year)-01-01")
        case .future: ("\(year + 1)-01-01", nil)
        }
    }
}

/// What a contract costs: a name, and prices by day, time and amount.
struct LunarTariff: Sendable, Hashable {
    enum Days: String, Sendable {
        case all
        case weekday
        case weekend
    }

    /// One price; times are local clock times, and `00:00` as the end is the end of the day.
    struct Line: Sendable, Hashable {
        var days = Days.all
        var from = "00:00"
        var to = "00:00"
        /// Pence per kWh including VAT, as text so that no digit is lost.
        let price: String
        /// The line's price holds up to that many kWh.
        var upToKWh: Int?
    }

    let name: String
    let lines: [Line]
}
