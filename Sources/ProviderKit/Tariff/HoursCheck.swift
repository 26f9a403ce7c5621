import FoundationEssentials

/// Checks that the periods of one day cover it once, and that their rates make sense.
enum HoursCheck {
    /// The broken rules of a schedule's hours, whose place in the tariff's JSON is `path`.
    static func violations(_ hours: [Tariff.Period], at path: String) -> [Violation] {
        guard !hours.isEmpty else { return [Violation(.emptyList, path, "there is no period")] }
        var found: [Violation] = []
        for (index, period) in hours.enumerated() {
            if period.isEmpty {
                found.append(
                    Violation(
                        .emptyPeriod, "\(path)[\(index)].valid_to",
                        "the period ends at \(period.validTo), when it starts"))
            }
            if period.wraps {
                found.append(
                    Violation(
                        .periodPastMidnight, "\(path)[\(index)].valid_to",
                        "the period ends at \(period.validTo), but starts at \(period.validFrom)"))
            }
            rateViolations(period.rates, "\(path)[\(index)].rate", &found)
        }
        return found + coverViolations(hours, path)
    }

    /// A stretch of the day within a period, without a wrap past midnight.
    private struct Part {
        let start: Int
        let end: Int
        let index: Int
    }

    /// Goes through the day from its start and looks whether each stretch begins where those before it end.
    private static func coverViolations(_ hours: [Tariff.Period], _ path: String) -> [Violation] {
        let parts = parts(hours)
        guard !parts.isEmpty else { return [] }
        var found: [Violation] = []
        var covered = 0
        var last: Int?
        for part in parts {
            if part.start > covered {
                found.append(gap(covered, part.start, "\(path)[\(part.index)].valid_from"))
            } else if part.start < covered, let last {
                let shared = span(part.start, min(part.end, covered))
                found.append(
                    Violation(
                        .overlapInTimePeriod, "\(path)[\(part.index)].valid_from",
                        "\(shared) is in \(path)[\(last)] too"))
            }
            if part.end > covered { (covered, last) = (part.end, part.index) }
        }
        if covered < ClockTime.secondsPerDay, let last {
            found.append(gap(covered, ClockTime.secondsPerDay, "\(path)[\(last)].valid_to"))
        }
        return found
    }

    private static func parts(_ hours: [Tariff.Period]) -> [Part] {
        var parts: [Part] = []
        parts.reserveCapacity(hours.count)
        var isSorted = true
        for (index, period) in hours.enumerated() where !period.isEmpty {
            if period.wraps {
                parts.append(Part(start: 0, end: period.endSecond, index: index))
                parts.append(Part(start: period.startSecond, end: ClockTime.secondsPerDay, index: index))
                isSorted = false
            } else {
                if let last = parts.last, last.start > period.startSecond { isSorted = false }
                parts.append(Part(start: period.startSecond, end: period.endSecond, index: index))
            }
        }
        if !isSorted { parts.sort { ($0.start, $0.end, $0.index) < ($1.start, $1.end, $1.index) } }
        return parts
    }

    private static func gap(_ start: Int, _ end: Int, _ path: String) -> Violation {
        Violation(.gapInTimePeriod, path, "\(span(start, end)) has no price")
    }

    private static func span(_ start: Int, _ end: Int) -> String {
        "\(ClockTime(unchecked: start)) to \(ClockTime(unchecked: end))"
    }

    private static func rateViolations(_ rates: [Tariff.Rate], _ path: String, _ found: inout [Violation]) {
        if rates.count == 1, rates[0].toKWh == nil { return }
        if rates.isEmpty { found.append(Violation(.emptyList, path, "there is no rate")) }
        var bound = Decimal(0)
        for (index, rate) in rates.enumerated() {
            let isLast = index == rates.count - 1
            guard let toKWh = rate.toKWh else {
                if !isLast {
                    found.append(Violation(.tierOpenTooEarly, "\(path)[\(index)]", "this tier is not the last one"))
                }
                continue
            }
            let place = "\(path)[\(index)].to_kwh"
            if toKWh.isNaN {
                found.append(Violation(.numberNotFinite, place, "the upper bound is not a number"))
            } else if toKWh <= bound {
                found.append(Violation(.tierNotAscending, place, "\(toKWh) kWh is not above \(bound) kWh"))
            } else {
                bound = toKWh
            }
            if isLast {
                found.append(Violation(.tierLastNotOpen, place, "nothing is said about more than \(toKWh) kWh"))
            }
        }
    }
}
