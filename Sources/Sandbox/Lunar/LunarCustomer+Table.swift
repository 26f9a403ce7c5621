extension LunarCustomer {
    /// Everybody who has an account, apart from the `load-<n>` customers.
    static let table: [LunarCustomer] = [
        LunarCustomer("ada", "all goes well: a day and a night price", contracts: [home("LE-1001", .dayNight)]),
        LunarCustomer("flat", "one price all day", contracts: [home("LE-1002", .flat)]),
        LunarCustomer("tiers", "prices that rise with the amount used", contracts: [home("LE-1003", .tiers)]),
        LunarCustomer("weekend", "other prices at the weekend", contracts: [home("LE-1004", .weekend)]),
        LunarCustomer(
            "export", "an import and an export contract",
            contracts: [home("LE-1005", .dayNight), home("LE-1006", .export, direction: .export)]),
        LunarCustomer(
            "moved", "an ended, a live and a future contract",
            contracts: [
                home("LE-1007", .flat, status: .ended),
                LunarContract(
                    id: "LE-1008", address: ["4 Tide Row", "Margate"], postcode: "CT9 1AB", tariff: .dayNight),
                home("LE-1009", .weekend, status: .future),
            ]),
        LunarCustomer(
            "code", "a one-time code: \(DemoCustomer.code) is right, \(DemoCustomer.expiredCode) has expired",
            behaviour: .code,
            contracts: [home("LE-1010", .dayNight)]),
        LunarCustomer("homes", "three contracts to choose from", contracts: homes(from: 1_011)),
        LunarCustomer(
            "codehomes", "a one-time code, then three contracts", behaviour: .code, contracts: homes(from: 1_014)),
        LunarCustomer("thirty", "thirty contracts with long addresses", contracts: thirty),
        LunarCustomer("none", "no contract at all"),
        LunarCustomer("gap", "a tariff with a hole in its hours", contracts: [home("LE-1017", .gap)]),
        LunarCustomer(
            "slow", "the login takes three seconds", behaviour: .slow(seconds: 3),
            contracts: [home("LE-1018", .dayNight)]),
        LunarCustomer("hang", "the login never answers", behaviour: .hang),
        LunarCustomer("down", "the site is down: 503", behaviour: .down),
        LunarCustomer(
            "late", "the site goes down after the login: contracts are a 503", behaviour: .downLater,
            contracts: [home("LE-1019", .dayNight)]),
        LunarCustomer("broken", "a web page instead of JSON", behaviour: .broken),
        LunarCustomer("limited", "too many attempts: 429", behaviour: .limited),
    ]

    /// The customer with that address; `load-<n>@lunar.example` is one for every number.
    ///
    /// - Parameters:
    ///   - email: The address; upper and lower case are the same.
    ///   - loadDelay: How long the login of a `load-<n>` customer takes, in seconds.
    /// - Returns: The customer, or `nil` where nobody has that address.
    static func with(email: String, loadDelay: Double) -> LunarCustomer? {
        let email = email.lowercased()
        if let known = byEmail[email] { return known }
        guard email.hasPrefix("load-"), email.hasSuffix("@lunar.example") else { return nil }
        let number = email.dropFirst(5).dropLast("@lunar.example".count)
        guard !number.isEmpty, number.utf8.count < 10, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return LunarCustomer(
            "load-\(number)", "one of many at once", behaviour: .slow(seconds: loadDelay),
            contracts: [home("LE-L\(number)", .dayNight)])
    }

    private static let byEmail = Dictionary(table.map { ($0.email, $0) }, uniquingKeysWith: { first, _ in first })

    private static func home(
        _ id: String, _ tariff: LunarTariff, direction: LunarContract.Direction = .import,
        status: LunarContract.Status = .active
    ) -> LunarContract {
        LunarContract(
            id: id, address: ["12 Crescent Street", "Brighton"], postcode: "BN1 2CD", direction: direction,
            status: status, tariff: tariff)
    }

    private static func homes(from number: Int) -> [LunarContract] {
        [
            home("LE-\(number)", .dayNight),
            LunarContract(
                id: "LE-\(number + 1)", address: ["The Old Lighthouse", "Cliff Path", "Whitby"], postcode: "YO22 4EF",
                tariff: .weekend),
            LunarContract(
                id: "LE-\(number + 2)", address: ["Flat 3 & 4, \"Seaview\"", "9 O'Connell Parade", "Hove"],
                postcode: "BN3 5GH", tariff: .flat),
        ]
    }

    private static let thirty = (1...30).map { number in
        LunarContract(
            id: "LE-20\(number < 10 ? "0" : "")\(number)",
            address: [
                "Apartment \(number), The Former Llanfairpwllgwyngyll Grain Warehouse",
                "\(100 + number) Upper Waterside Promenade and Conservation Quarter", "Kingston upon Hull",
                "East Riding of Yorkshire",
            ],
            postcode: "HU1 \(number % 10)ZZ", tariff: number.isMultiple(of: 2) ? .flat : .dayNight)
    }
}
