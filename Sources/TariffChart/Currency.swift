/// The money that a tariff's prices are in. FlatPeak's tariff has no place for it: it is that of the time zone's country.
package struct Currency: Sendable, Equatable {
    /// As in ISO 4217.
    package let code: String
    private let symbol: String?

    /// - Parameter timezone: A name of the tz database; `nil`, and a zone of a country that is not listed, have no currency.
    package init?(timezone: String?) {
        guard let timezone, let code = Self.codes.first(where: { $0.zones.contains(timezone) })?.code else {
            return nil
        }
        self.code = code
        symbol = ["GBP": "£", "EUR": "€"][code]
    }

    /// `£0.24`, `-£0.02`, `1.25 NOK`.
    func text(_ number: String) -> String {
        guard let symbol else { return "\(number) \(code)" }
        return number.hasPrefix("-") ? "-\(symbol)\(number.dropFirst())" : symbol + number
    }

    private static let codes: [(code: String, zones: Set<String>)] = [
        ("GBP", ["Europe/London", "Europe/Belfast", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey", "GB"]),
        (
            "EUR",
            [
                "Africa/Ceuta", "Asia/Famagusta", "Asia/Nicosia", "Atlantic/Azores", "Atlantic/Canary",
                "Atlantic/Madeira", "Europe/Amsterdam", "Europe/Andorra", "Europe/Athens", "Europe/Berlin",
                "Europe/Bratislava", "Europe/Brussels", "Europe/Busingen", "Europe/Dublin", "Europe/Helsinki",
                "Europe/Lisbon", "Europe/Ljubljana", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta",
                "Europe/Mariehamn", "Europe/Monaco", "Europe/Paris", "Europe/Podgorica", "Europe/Riga", "Europe/Rome",
                "Europe/San_Marino", "Europe/Sofia", "Europe/Tallinn", "Europe/Vatican", "Europe/Vienna",
                "Europe/Vilnius", "Europe/Zagreb",
            ]
        ),
        ("CHF", ["Europe/Vaduz", "Europe/Zurich"]), ("CZK", ["Europe/Prague"]), ("DKK", ["Europe/Copenhagen"]),
        ("HUF", ["Europe/Budapest"]), ("NOK", ["Arctic/Longyearbyen", "Europe/Oslo"]), ("PLN", ["Europe/Warsaw"]),
        ("RON", ["Europe/Bucharest"]), ("SEK", ["Europe/Stockholm"]),
    ]
}
