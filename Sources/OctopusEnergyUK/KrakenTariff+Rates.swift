import FoundationEssentials
import ProviderKit

extension KrakenTariff {
    /// The prices as rates between instants that cover the day, as far as Kraken has published them.
    func timedRates(on day: LocalDay, hours: RegisterHours) throws(ProviderError) -> [TimedRate] {
        switch typename {
        case "StandardTariff", "PrepayTariff":
            return [TimedRate(from: day.start, to: day.end, price: try price(unitRate, "unitRate"))]
        case "DayNightTariff":
            return RegisterPrices(
                day: try price(dayRate, "dayRate"), windows: [(hours.night, try price(nightRate, "nightRate"))]
            ).rates(on: day)
        case "ThreeRateTariff":
            guard let offPeak = hours.offPeak else { throw unknownHours(["OFFPEAK_HOURS"]) }
            return RegisterPrices(
                day: try price(dayRate, "dayRate"),
                windows: [
                    (hours.night, try price(nightRate, "nightRate")), (offPeak, try price(offPeakRate, "offPeakRate")),
                ]
            ).rates(on: day)
        case "FourRateEvTariff":
            guard let offPeak = hours.offPeak, let ev = hours.ev else {
                throw unknownHours(
                    (hours.offPeak == nil ? ["OFFPEAK_HOURS"] : []) + (hours.ev == nil ? ["EV_HOURS"] : []))
            }
            return RegisterPrices(
                day: try price(dayRate, "dayRate"),
                windows: [
                    (hours.night, try price(nightRate, "nightRate")),
                    (ev, try price(evDevicePeakRate, "evDevicePeakRate")),
                    (offPeak, try price(evDeviceOffPeakRate, "evDeviceOffPeakRate")),
                ]
            ).rates(on: day)
        case "HalfHourlyTariff":
            guard let unitRates else { throw .unexpectedAnswer("'unitRates' of a \(typename) are missing") }
            var rates: [TimedRate] = []
            for rate in unitRates { rates.append(try timed(rate)) }
            return rates
        default:
            throw .unsupportedTariff("tariffs of the type \(typename)")
        }
    }

    private func timed(_ rate: UnitRate) throws(ProviderError) -> TimedRate {
        guard let from = rate.validFrom.flatMap(RFC3339.date(from:)) else {
            throw .unexpectedAnswer("the 'validFrom' of a unit rate is no time")
        }
        let to = rate.validTo.map(RFC3339.date(from:))
        // A text that is no time is a fault; none at all is a rate without an end.
        if case .some(.none) = to { throw .unexpectedAnswer("the 'validTo' of a unit rate is no time") }
        return TimedRate(from: from, to: to ?? nil, price: try price(rate.value, "value"))
    }

    private func price(_ pence: Decimal?, _ field: String) throws(ProviderError) -> Price {
        guard let pence else { throw .unexpectedAnswer("'\(field)' of a \(typename) is missing") }
        do {
            return try .pence(decimal: pence)
        } catch {
            throw .unexpectedAnswer("'\(field)' of a \(typename): \(error)")
        }
    }

    private func unknownHours(_ names: [String]) -> ProviderError {
        let variables = names.map { OctopusEnergyUK.profile.variablePrefix + $0 }.joined(separator: " and ")
        return .tariffHoursUnknown("set \(variables) for a \(typename), in GMT, such as 13:00-16:00")
    }
}

/// A price for the day, and others for parts of it, on the GMT clock.
struct RegisterPrices {
    let day: Price
    /// Where two of them overlap, the later in the list counts.
    let windows: [(span: RegisterHours.Span, price: Price)]

    /// The prices between instants, over a local day.
    func rates(on local: LocalDay) -> [TimedRate] {
        let midnight = Zone.utc.localDay(containing: local.start).start
        let times = windows.flatMap { [$0.span.start, $0.span.end] }
        let changes = (0...2).flatMap { number in
            times.map { midnight.addingTimeInterval(Double(number * ClockTime.secondsPerDay + $0)) }
        }
        let starts = Set([local.start] + changes.filter { $0 > local.start && $0 < local.end }).sorted()
        var rates: [TimedRate] = []
        var previous: Int?
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : local.end
            let second = Zone.utc.clockTime(at: start).secondOfDay
            let window = windows.lastIndex { $0.span.contains(second) } ?? -1
            if window == previous, let last = rates.popLast() {
                rates.append(TimedRate(from: last.from, to: end, price: last.price))
            } else {
                rates.append(TimedRate(from: start, to: end, price: window < 0 ? day : windows[window].price))
            }
            previous = window
        }
        return rates
    }
}
