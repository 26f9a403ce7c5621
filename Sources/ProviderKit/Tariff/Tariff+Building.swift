public import FoundationEssentials

extension Tariff {
    /// A tariff with one price at all times.
    public static func flat(
        _ displayName: String, _ direction: Direction = .import, instance: String, timezone: String? = nil, price: Price
    ) -> Tariff {
        daily(displayName, direction, instance: instance, timezone: timezone, hours: [.wholeDay(price)])
    }

    /// A tariff whose days are all alike, such as one with a night rate.
    ///
    /// ```swift
    /// let night = try Tariff.Period.from("23:30", to: "05:30", .pence("7.00035"))
    /// let hours = try Tariff.Schedule.day(at: .pence("24.39255"), except: [night])
    /// let tariff = Tariff.daily("Moon Night", instance: "MOON_POWER", timezone: "Europe/London", hours: hours)
    /// ```
    /// A period that goes past midnight is cut into two; nothing is joined.
    public static func daily(
        _ displayName: String, _ direction: Direction = .import, instance: String, timezone: String? = nil,
        hours: [Period]
    ) -> Tariff {
        Tariff(
            displayName: displayName, direction: direction, integrationInstance: instance, timezone: timezone,
            seasons: [Season(schedules: [.on(.all, hours)])])
    }

    /// A tariff whose days differ within the week, the same all year.
    public static func weekly(
        _ displayName: String, _ direction: Direction = .import, instance: String, timezone: String? = nil,
        schedules: [Schedule]
    ) -> Tariff {
        Tariff(
            displayName: displayName, direction: direction, integrationInstance: instance, timezone: timezone,
            seasons: [Season(schedules: schedules)])
    }
}

extension Tariff.Schedule {
    /// The hours of one day of the week or of several. A period that goes past midnight is cut into two.
    public static func on(_ days: Tariff.Days..., hours: [Tariff.Period]) -> Tariff.Schedule {
        Tariff.Schedule(days: days, hours: hours.flatMap(\.splitAtMidnight).sorted { $0.validFrom < $1.validFrom })
    }

    /// The hours of one day of the week, or of a named group of them.
    public static func on(_ days: Tariff.Days, _ hours: [Tariff.Period]) -> Tariff.Schedule {
        on(days, hours: hours)
    }

    /// The periods of a day that has one price but for the given periods.
    ///
    /// The exceptions come in any order, and one may go past midnight. Where two of them overlap, both are kept, so that
    /// `violations(now:)` names the overlap.
    public static func day(at price: Price, except exceptions: [Tariff.Period]) -> [Tariff.Period] {
        let exceptions = exceptions.flatMap(\.splitAtMidnight).sorted { $0.validFrom < $1.validFrom }
        var periods: [Tariff.Period] = []
        var covered = 0
        for exception in exceptions {
            if exception.startSecond > covered {
                periods.append(Tariff.Period(covered, exception.startSecond, rates: [Tariff.Rate(price)]))
            }
            periods.append(exception)
            covered = max(covered, exception.endSecond)
        }
        if covered < ClockTime.secondsPerDay {
            periods.append(Tariff.Period(covered, ClockTime.secondsPerDay, rates: [Tariff.Rate(price)]))
        }
        return periods
    }
}

extension Tariff.Period {
    /// The whole day at one price.
    public static func wholeDay(_ price: Price) -> Tariff.Period { wholeDay(rates: [Tariff.Rate(price)]) }

    /// The whole day with tiers by consumption.
    public static func wholeDay(rates: [Tariff.Rate]) -> Tariff.Period {
        Tariff.Period(validFrom: .midnight, validTo: .midnight, rates: rates)
    }

    /// A part of the day at one price: `try .from("00:30", to: "07:30", .pence("7.00035"))`.
    /// - Throws: `ClockTimeError` when a time is not `HH:MM` or `HH:MM:SS`.
    public static func from(_ start: String, to end: String, _ price: Price) throws(ClockTimeError) -> Tariff.Period {
        try from(start, to: end, rates: [Tariff.Rate(price)])
    }

    /// A part of the day with tiers by consumption.
    /// - Throws: `ClockTimeError` when a time is not `HH:MM` or `HH:MM:SS`.
    public static func from(
        _ start: String, to end: String, rates: [Tariff.Rate]
    ) throws(ClockTimeError) -> Tariff.Period {
        Tariff.Period(validFrom: try ClockTime(start), validTo: try ClockTime(end), rates: rates)
    }
}

extension Tariff.Rate {
    /// A tier that ends at a consumption in kWh: `.tier(try .pence("20"), upTo: 100)`.
    public static func tier(_ price: Price, upTo kWh: Decimal) -> Tariff.Rate { Tariff.Rate(price, toKWh: kWh) }
}
