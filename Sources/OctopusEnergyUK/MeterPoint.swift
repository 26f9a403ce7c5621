import FoundationEssentials
import ProviderKit

/// Where electricity goes into a home, or out of it, and every agreement that there ever was about it.
struct MeterPoint: Sendable, Hashable {
    /// The meter point's number in Great Britain, 13 digits.
    let mpan: String
    let address: String?
    let agreements: [Agreement]
}

/// What a meter point's electricity costs between two instants.
struct Agreement: Decodable, Sendable, Hashable {
    let validFrom: String?
    /// None for an agreement without an end.
    let validTo: String?
    let isRevoked: Bool?
    let tariff: KrakenTariff?

    /// The agreement's first instant; the beginning of time where Kraken names none.
    func start() throws(ProviderError) -> Date { try Self.instant(validFrom, "validFrom") ?? .distantPast }

    /// The first instant after the agreement, if it has an end.
    func end() throws(ProviderError) -> Date? { try Self.instant(validTo, "validTo") }

    /// Whether it holds at an instant: begun, not over, not revoked.
    func isLive(at now: Date) throws(ProviderError) -> Bool {
        guard isRevoked != true, try start() <= now else { return false }
        guard let end = try end() else { return true }
        return now < end
    }

    private static func instant(_ text: String?, _ field: String) throws(ProviderError) -> Date? {
        guard let text else { return nil }
        guard let date = RFC3339.date(from: text) else {
            throw .unexpectedAnswer("the '\(field)' of an agreement is no time")
        }
        return date
    }
}

/// A tariff of any of Kraken's types, with the prices that its type has: pence per kWh, VAT included.
struct KrakenTariff: Decodable, Sendable, Hashable {
    /// A price of a half-hourly tariff; despite the name it may hold for longer.
    struct UnitRate: Decodable, Sendable, Hashable {
        let value: Decimal?
        let validFrom: String?
        /// None for the last rate of a tariff that has no end.
        let validTo: String?
    }

    let typename: String
    let displayName: String?
    let isExport: Bool?
    let unitRate: Decimal?
    let dayRate: Decimal?
    let nightRate: Decimal?
    let offPeakRate: Decimal?
    let evDevicePeakRate: Decimal?
    let evDeviceOffPeakRate: Decimal?
    let unitRates: [UnitRate]?

    enum CodingKeys: String, CodingKey {
        case typename = "__typename"
        case displayName, isExport, unitRate, dayRate, nightRate, offPeakRate
        case evDevicePeakRate, evDeviceOffPeakRate, unitRates
    }
}
