import FoundationEssentials
import ProviderKit

/// A home, as Tibber has it.
struct TibberHome: Decodable, Sendable {
    struct Address: Decodable, Sendable {
        let address1: String?
        let postalCode: String?
        let city: String?
        let country: String?

        var line: String? {
            let parts = [address1, [postalCode, city].compactMap(\.self).joined(separator: " ")].compactMap(\.self)
            let text = parts.filter { !$0.isEmpty }.joined(separator: ", ")
            return text.isEmpty ? nil : text
        }

        var postalAddress: PostalAddress {
            PostalAddress(addressLine1: address1, city: city, postCode: postalCode, countryCode: country)
        }
    }

    struct Subscription: Decodable, Sendable {
        struct PriceInfo: Decodable, Sendable {
            struct Current: Decodable, Sendable {
                let currency: String?
            }

            let current: Current?
        }

        let priceInfo: PriceInfo?
    }

    let id: String
    let appNickname: String?
    let timeZone: String
    let address: Address?
    /// The newest subscription; none for a home that buys its energy elsewhere.
    let currentSubscription: Subscription?

    var isSubscribed: Bool { currentSubscription != nil }

    /// ISO 4217, such as `NOK`.
    var currency: String? { currentSubscription?.priceInfo?.current?.currency }

    var choice: AccountChoice {
        let line = address?.line
        guard let appNickname, !appNickname.isEmpty else { return AccountChoice(id: id, name: line ?? id) }
        return AccountChoice(id: id, name: appNickname, description: line)
    }

    func day(containing now: Date) throws(ProviderError) -> LocalDay {
        do {
            return try ZoneDatabase.system.zone(timeZone).localDay(containing: now)
        } catch {
            throw .unexpectedAnswer("the home's time zone: \(error)")
        }
    }
}

/// A price from an instant on.
struct TibberPrice: Decodable, Sendable {
    /// Per kWh in the home's currency, VAT and fees included; `null` where there is none yet.
    let total: Decimal?
    /// RFC 3339 with the home's offset.
    let startsAt: String
}
