import Foundation
import ProviderKit

extension TariffPicture {
    /// What a tariff says beside its prices, as name and value.
    package var facts: [(name: String, value: String)] {
        var facts = [
            (
                "direction",
                tariff.direction == .export ? "EXPORT: what the customer sells" : "IMPORT: what the customer buys"
            )
        ]
        if let timezone = tariff.timezone { facts.append(("time zone", timezone)) }
        if let reference = tariff.providerTariffReference { facts.append(("reference", reference)) }
        if let start = tariff.contractStartDate { facts.append(("starts", local(start))) }
        if let end = tariff.contractEndDate { facts.append(("ends", local(end))) }
        if let expiry = tariff.expiryDate { facts.append(("read again", local(expiry))) }
        return facts
    }

    /// `2027-03-01 00:00` by the clock there; the instant where the zone is not known.
    private func local(_ date: Date) -> String {
        guard let name = tariff.timezone, let zone = try? ZoneDatabase.system.zone(name) else {
            return RFC3339.string(from: date) ?? "a date that cannot be written"
        }
        return "\(zone.civilDate(at: date)) \(Self.clock(zone.clockTime(at: date).secondOfDay))"
    }
}
