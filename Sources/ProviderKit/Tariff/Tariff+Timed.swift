public import FoundationEssentials

extension Tariff {
    /// The tariff of the local day that contains `now`, from rates between instants (FlatPeak protocol, section 4.3).
    ///
    /// It holds for one day only and expires at the next local midnight, so that FlatPeak asks again.
    /// - Throws: `TimedRatesError`; see `LocalDay.periods(of:)`.
    public static func timed(
        _ displayName: String, _ direction: Direction = .import, instance: String, rates: [TimedRate], in zone: Zone,
        now: Date
    ) throws(TimedRatesError) -> Tariff {
        let day = try LocalDay.periods(of: rates, in: zone, now: now)
        return Tariff(
            displayName: displayName, direction: direction, integrationInstance: instance, timezone: zone.name,
            expiryDate: day.expiry, seasons: [Season(schedules: [Schedule(hours: day.periods)])])
    }
}
