import FoundationEssentials
import ProviderKit

/// A home and its prices around the local day that is read.
public struct TibberTariff: Sendable {
    let home: TibberHome
    let prices: [TibberPrice]
    let day: LocalDay

    /// The currency of the prices (ISO 4217). FlatPeak's tariff has no place for it: it is that of the home's country.
    public var currency: String? { home.currency }

    /// The tariff of the local day, which expires with it (FlatPeak protocol, section 4.3).
    func flatPeakTariff(_ profile: ProviderProfile) throws(ProviderError) -> Tariff {
        let rates = try timedRates()
        do throws(TimedRatesError) {
            return try Tariff.timed(
                profile.displayName, instance: profile.integrationInstance, rates: rates, in: day.zone, now: day.start)
        } catch {
            switch error {
            case .ratesIncomplete: throw .ratesIncomplete("\(error)")
            case .ratesConflict, .endsBeforeStart: throw .unexpectedAnswer("\(error)")
            }
        }
    }

    /// The prices with their ends. Tibber tells only when each begins, and each lasts an hour, or each a quarter of one: the
    /// end is not the start of the next, which may be missing.
    private func timedRates() throws(ProviderError) -> [TimedRate] {
        var starts: [(from: Date, price: Price)] = []
        for price in prices {
            guard let from = RFC3339.date(from: price.startsAt) else {
                throw .unexpectedAnswer("a price that starts at no time")
            }
            guard let total = price.total else { continue }
            do {
                starts.append((from, try Price(majorUnits: total)))
            } catch {
                throw .unexpectedAnswer("the price at \(price.startsAt): \(error)")
            }
        }
        let isHourly = starts.allSatisfy { $0.from.timeIntervalSince1970.remainder(dividingBy: 3600) == 0 }
        let length: TimeInterval = isHourly ? 3600 : 900
        return starts.map { TimedRate(from: $0.from, to: $0.from.addingTimeInterval(length), price: $0.price) }
    }
}
