import FoundationEssentials
import ProviderKit

/// An agreement, and the local day that it is read for.
public struct OctopusTariff: Sendable {
    let agreement: Agreement
    let day: LocalDay

    init(_ agreement: Agreement, on day: LocalDay) {
        self.agreement = agreement
        self.day = day
    }
}

extension OctopusTariff {
    /// The tariff as FlatPeak takes it, for one local day (FlatPeak protocol, sections 4.3 and 6).
    ///
    /// Registers and half hours go the same way, as rates between instants: so the night of Economy 7, which is GMT all
    /// year, comes out right in summer time and on the two days on which the clocks change.
    func flatPeakTariff(_ profile: ProviderProfile, hours: RegisterHours) throws(ProviderError) -> Tariff {
        guard let tariff = agreement.tariff else { throw .unexpectedAnswer("the live agreement has no tariff") }
        let rates = try tariff.timedRates(on: day, hours: hours)
        let periods: [Tariff.Period]
        do {
            periods = try day.periods(of: rates)
        } catch {
            throw ProviderError(error)
        }
        let end = try agreement.end()
        return Tariff(
            displayName: tariff.displayName.flatMap { $0.isEmpty ? nil : $0 } ?? profile.displayName,
            direction: tariff.isExport == true ? .export : .import,
            integrationInstance: profile.integrationInstance,
            timezone: day.zone.name,
            expiryDate: end.map { min($0, day.end) } ?? day.end,
            contractEndDate: end,
            seasons: [Tariff.Season(schedules: [Tariff.Schedule(hours: periods)])]
        )
    }
}

extension ProviderError {
    fileprivate init(_ error: TimedRatesError) {
        switch error {
        case .ratesIncomplete(let instant): self = .ratesIncomplete("nothing from \(Self.text(instant)) on")
        case .ratesConflict(let instant): self = .unexpectedAnswer("two prices hold at \(Self.text(instant))")
        case .endsBeforeStart(let instant):
            self = .unexpectedAnswer("the rate that starts at \(Self.text(instant)) ends before that")
        }
    }

    private static func text(_ instant: Date) -> String { RFC3339.string(from: instant) ?? "a time out of range" }
}
