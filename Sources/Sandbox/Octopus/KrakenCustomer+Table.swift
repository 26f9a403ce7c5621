extension KrakenCustomer {
    /// Everybody who has an account.
    static let table: [KrakenCustomer] = [
        KrakenCustomer("single", "one price all day", accounts: [home(1, .flexible)]),
        KrakenCustomer(
            "economy7", "a day and a night price, the night in GMT all year", accounts: [home(2, .economy7)]),
        KrakenCustomer("agile", "a price for every half hour", accounts: [home(3, .agile)]),
        KrakenCustomer("go", "two prices, cheap from 23:30 to 05:30", accounts: [home(4, .intelligent)]),
        KrakenCustomer("three", "three prices whose hours the API does not tell", accounts: [home(5, .threeRate)]),
        KrakenCustomer("ev", "four prices, two of them for a car", accounts: [home(6, .fourRateEV)]),
        KrakenCustomer("prepay", "a prepayment meter", accounts: [home(7, .prepay)]),
        KrakenCustomer("homes", "two homes to choose from", accounts: [homes]),
        KrakenCustomer("accounts", "two accounts with a home each", accounts: [home(10, .flexible), home(11, .agile)]),
        KrakenCustomer("export", "an import and an export meter point", accounts: [export]),
        KrakenCustomer("moved", "ended, revoked, live and future agreements", accounts: [moved]),
        KrakenCustomer("ended", "an agreement that is over", accounts: [home(15, .flexible, term: .ended)]),
        KrakenCustomer("none", "an account without a home", accounts: [KrakenAccount(number: "A-0CT00016")]),
        KrakenCustomer("capped", "a kind of tariff that nobody knows yet", accounts: [home(17, .capped)]),
        KrakenCustomer(
            "evening", "half-hourly prices, the last hour of today not published",
            accounts: [home(18, .tariff("Agile Octopus", "AGILE-24-10-01", .halfHourly(.eveningMissing)))]),
        KrakenCustomer(
            "steady", "half-hourly prices with one rate that has no end",
            accounts: [home(19, .tariff("Octopus Steady", "STEADY-24", .halfHourly(.open)))]),
        KrakenCustomer("fixed", "an agreement that ends in January", accounts: [home(20, .flexible, term: .fixed)]),
        KrakenCustomer(
            "limited", "too many requests: KT-CT-1199", behaviour: .limited, accounts: [home(21, .flexible)]),
        KrakenCustomer(
            "limitedlater", "too many requests after the login", behaviour: .limitedLater,
            accounts: [home(22, .flexible)]),
        KrakenCustomer(
            "expired", "every other token has expired when it comes: KT-CT-1124", behaviour: .shortLived,
            accounts: [home(23, .flexible)]),
        KrakenCustomer(
            "refused", "no token is ever accepted: KT-CT-1124", behaviour: .neverAccepted,
            accounts: [home(24, .flexible)]),
        KrakenCustomer("down", "the API is down: 503", behaviour: .outage(.down)),
        KrakenCustomer("hang", "the login never answers", behaviour: .outage(.hang)),
        KrakenCustomer("broken", "a web page instead of JSON", behaviour: .outage(.page)),
        KrakenCustomer(
            "late", "the API goes down after the login", behaviour: .outageLater(.down), accounts: [home(25, .flexible)]
        ),
    ]

    /// The customer with that address; upper and lower case are the same.
    static func with(email: String) -> KrakenCustomer? { byEmail[email.lowercased()] }

    private static let byEmail = Dictionary(
        table.map { ($0.account.email, $0) }, uniquingKeysWith: { first, _ in first })

    /// An account with one home, its numbers made of the given one.
    private static func home(
        _ number: Int, _ tariff: KrakenTariff, term: KrakenAgreement.Term = .open
    ) -> KrakenAccount {
        KrakenAccount(
            number: accountNumber(number),
            properties: [
                property(number, [point(number, [KrakenAgreement(id: number * 10, term: term, tariff: tariff)])])
            ])
    }

    private static let homes = KrakenAccount(
        number: accountNumber(8),
        properties: [
            property(8, [point(8, [KrakenAgreement(id: 80, term: .open, tariff: .flexible)])]),
            KrakenProperty(
                id: 9_009, address: "Flat 3 & 4, \"Seaview\", 9 O'Connell Parade, Hove, BN3 5GH", postcode: "BN3 5GH",
                meterPoints: [point(9, [KrakenAgreement(id: 90, term: .open, tariff: .economy7)])]),
        ])

    private static let export = KrakenAccount(
        number: accountNumber(12),
        properties: [
            property(
                12,
                [
                    point(13, [KrakenAgreement(id: 130, term: .open, tariff: .outgoing)]),
                    point(12, [KrakenAgreement(id: 120, term: .open, tariff: .intelligent)]),
                ])
        ])

    private static let moved = KrakenAccount(
        number: accountNumber(14),
        properties: [
            property(
                14,
                [
                    point(
                        14,
                        [
                            KrakenAgreement(id: 140, term: .ended, tariff: .prepay),
                            KrakenAgreement(id: 141, term: .revoked, tariff: .threeRate),
                            KrakenAgreement(id: 142, term: .fixed, tariff: .economy7),
                            KrakenAgreement(id: 143, term: .future, tariff: .agile),
                        ])
                ])
        ])

    private static func property(_ number: Int, _ points: [KrakenMeterPoint]) -> KrakenProperty {
        KrakenProperty(
            id: 9_000 + number, address: "\(number) Tentacle Terrace, Reading, RG1 \(number % 10)AB",
            postcode: "RG1 \(number % 10)AB", meterPoints: points)
    }

    private static func point(_ number: Int, _ agreements: [KrakenAgreement]) -> KrakenMeterPoint {
        KrakenMeterPoint(mpan: "\(1_200_000_000_000 + number)", agreements: agreements)
    }

    private static func accountNumber(_ number: Int) -> String { "A-0CT000\(number < 10 ? "0" : "")\(number)" }
}

extension KrakenTariff {
    static let flexible = tariff("Flexible Octopus", "VAR-22-11-01", .standard(23_231))
    static let economy7 = tariff("Flexible Octopus Economy 7", "VAR-22-11-02", .dayNight(day: 27_500, night: 12_345))
    static let agile = tariff("Agile Octopus", "AGILE-24-10-01", .halfHourly(.agile))
    static let intelligent = tariff("Intelligent Octopus Go", "INTELLI-VAR-24-10-29", .halfHourly(.intelligent))
    static let threeRate = tariff(
        "Cosy Octopus", "COSY-22-12-08", .threeRate(day: 24_111, night: 14_222, offPeak: 11_333))
    static let fourRateEV = tariff(
        "Intelligent Octopus Drive", "DRIVE-26-01",
        .fourRateEV(day: 25_111, night: 13_222, peak: 18_333, offPeak: 6_444))
    static let prepay = tariff("Octopus Key and Card", "PREPAY-VAR-18-09-21", .prepay(22_022))
    static let capped = tariff("Octopus Capped", "CAP-26-01", .capped)
    static let outgoing = KrakenTariff(
        name: "Outgoing Octopus", productCode: "OUTGOING-VAR-24-10-26", kind: .standard(15_000), isExport: true)

    static func tariff(_ name: String, _ productCode: String, _ kind: Kind) -> KrakenTariff {
        KrakenTariff(name: name, productCode: productCode, kind: kind)
    }
}
