public import FoundationEssentials

extension Tariff {
    /// A part of the year in which the same schedules hold.
    public struct Season: Hashable, Sendable {
        /// The months of the season. Together, the seasons name each month once.
        public var months: [Months]
        /// What holds on which days; on the wire, `days_and_hours`.
        public var schedules: [Schedule]

        public init(months: [Months] = [.all], schedules: [Schedule]) {
            self.months = months
            self.schedules = schedules
        }
    }

    /// The days of the week on which the same hours hold.
    public struct Schedule: Hashable, Sendable {
        /// The days. Together, the schedules of a season name each day of the week once.
        public var days: [Days]
        /// The periods of the day, which cover it without gap or overlap.
        public var hours: [Period]

        public init(days: [Days] = [.all], hours: [Period]) {
            self.days = days
            self.hours = hours
        }
    }

    /// A part of the day with the same rates, on the local wall clock.
    public struct Period: Hashable, Sendable {
        /// The first second of the period.
        public var validFrom: ClockTime
        /// The first second after the period. The end of the day is `ClockTime.midnight`, so a period from midnight to
        /// midnight is a whole day.
        public var validTo: ClockTime
        /// One rate, or several tiers by consumption in ascending order.
        public var rates: [Rate]

        public init(validFrom: ClockTime, validTo: ClockTime, rates: [Rate]) {
            self.validFrom = validFrom
            self.validTo = validTo
            self.rates = rates
        }
    }

    /// A price, and the consumption up to which it holds.
    public struct Rate: Hashable, Sendable {
        /// The price per kWh.
        public var value: Price
        /// The tier's upper bound in kWh. The last tier has none.
        public var toKWh: Decimal?

        public init(_ value: Price, toKWh: Decimal? = nil) {
            self.value = value
            self.toKWh = toKWh
        }
    }
}
