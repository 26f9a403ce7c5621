import FoundationEssentials
import ProviderKit

extension LunarTariff {
    /// The tariff as FlatPeak takes it (FlatPeak protocol, section 4.1).
    func flatPeakTariff(integrationInstance: String) throws(ProviderError) -> Tariff {
        guard prices.unit == "p/kWh" else { throw .unsupportedTariff("prices in \(prices.unit)") }
        var schedules: [Tariff.Schedule] = []
        for days in [LunarPrices.Days.all, .weekday, .weekend] {
            let lines = prices.prices.filter { $0.days == days }
            if !lines.isEmpty { schedules.append(.on(days.flatPeakDays, try periods(lines))) }
        }
        return Tariff(
            displayName: prices.name,
            direction: contract.direction == .export ? .export : .import,
            integrationInstance: integrationInstance,
            timezone: prices.timezone,
            contractEndDate: try end(),
            seasons: [Tariff.Season(schedules: schedules)]
        )
    }

    /// Lines of the same times are tiers of one period.
    private func periods(_ lines: [LunarPrices.Line]) throws(ProviderError) -> [Tariff.Period] {
        var periods: [Tariff.Period] = []
        do {
            for line in lines {
                let rate = Tariff.Rate(try .pence(line.price), toKWh: line.upToKWh.map { Decimal($0) })
                let period = try Tariff.Period.from(line.from, to: line.to, rates: [rate])
                if let last = periods.indices.last, periods[last].validFrom == period.validFrom,
                    periods[last].validTo == period.validTo
                {
                    periods[last].rates.append(rate)
                } else {
                    periods.append(period)
                }
            }
        } catch {
            throw .unexpectedAnswer("a price line of '\(prices.name)': \(error)")
        }
        return periods
    }

    /// Midnight, where the meter is, at the start of the first day after the contract.
    private func end() throws(ProviderError) -> Date? {
        guard let text = contract.ends else { return nil }
        guard let date = CivilDate(text) else { throw .unexpectedAnswer("the end '\(text)' of a contract") }
        do {
            return try ZoneDatabase.system.zone(prices.timezone).localDay(on: date).start
        } catch {
            throw .unexpectedAnswer("the time zone of '\(prices.name)': \(error)")
        }
    }
}

extension LunarPrices.Days {
    fileprivate var flatPeakDays: Tariff.Days {
        switch self {
        case .all: .all
        case .weekday: .weekdays
        case .weekend: .weekend
        }
    }
}
