import ProviderKit

/// A contract and its prices, as Lunar Energy has them.
public struct LunarTariff: Sendable {
    let contract: LunarContract
    let prices: LunarPrices
}

/// A contract in the list of a customer's contracts.
struct LunarContract: Decodable, Sendable {
    enum Status: String, Decodable {
        case active, ended, future
    }

    enum Direction: String, Decodable {
        case `import`, export

        init(_ direction: Tariff.Direction) {
            self = direction == .export ? .export : .import
        }
    }

    struct Address: Decodable, Sendable {
        let lines: [String]
        let postcode: String

        /// What a customer recognises their home by.
        var line: String { (lines + [postcode]).joined(separator: ", ") }

        var postalAddress: PostalAddress {
            PostalAddress(
                addressLine1: lines.first, addressLine2: lines.dropFirst().first, postCode: postcode, countryCode: "GB")
        }
    }

    let id: String
    let address: Address
    let direction: Direction
    let status: Status
    /// `YYYY-MM-DD`, the first day that is no longer in it; none for a contract without an end.
    let ends: String?
}

/// The prices of a contract.
struct LunarPrices: Decodable, Sendable {
    enum Days: String, Decodable {
        case all, weekday, weekend
    }

    /// One price: on some days, between two times, up to a consumption.
    struct Line: Decodable, Sendable {
        let days: Days
        /// `HH:MM`; `00:00` to `00:00` is the whole day.
        let from: String
        let to: String
        /// Pence per kWh, VAT included, as a decimal text.
        let price: String
        let upToKWh: Int?

        enum CodingKeys: String, CodingKey {
            case days, from, to, price
            case upToKWh = "up_to_kwh"
        }
    }

    let name: String
    let timezone: String
    let unit: String
    let prices: [Line]
}
