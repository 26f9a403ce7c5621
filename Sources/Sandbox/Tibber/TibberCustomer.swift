/// A customer of Tibber: the account to sign in with, how Tibber treats it, and its homes.
struct TibberCustomer: Sendable, Hashable {
    enum Behaviour: Sendable, Hashable {
        case normal
        /// Access tokens live for half a minute: too short to be taken for fresh.
        case shortLived
        /// The access token of the sign-in is refused; a renewed one works.
        case refusedOnce
        /// There is no refresh token.
        case noRefreshToken
        /// The answer of the token endpoint does not say how long the token lives.
        case noExpiry
        /// The API is down: 503.
        case down
        /// The API limits the number of requests: 429.
        case limited
    }

    let account: DemoCustomer
    var behaviour = Behaviour.normal
    let homes: [TibberHome]

    init(_ name: String, _ shows: String, behaviour: Behaviour = .normal, homes: [TibberHome]) {
        account = DemoCustomer(of: .tibber, email: "\(name)@tibber.example", shows: shows)
        self.behaviour = behaviour
        self.homes = homes
    }
}

/// A home.
struct TibberHome: Sendable, Hashable {
    let id: String
    let nickname: String?
    let street: String
    let postalCode: String
    let city: String
    let country: String
    let timeZone: String
    let currency: String
    /// `nil` for a home that buys its energy elsewhere.
    let prices: TibberPrices?
}

extension TibberCustomer {
    /// Everybody who has an account.
    static let table: [TibberCustomer] = [
        TibberCustomer("kari", "all goes well: a price for every quarter of an hour", homes: [oslo(1)]),
        TibberCustomer("sven", "hourly prices, in Stockholm", homes: [stockholm(2, .hourly)]),
        TibberCustomer(
            "homes", "two homes to choose from, and one without a subscription",
            homes: [oslo(3), stockholm(4, .hourly), stockholm(5, nil)]),
        TibberCustomer("none", "a home without a subscription", homes: [stockholm(6, nil)]),
        TibberCustomer("evening", "the last hour of today has no price yet", homes: [oslo(7, .eveningMissing)]),
        TibberCustomer(
            "brief", "access tokens live for half a minute", behaviour: .shortLived, homes: [oslo(8)]),
        TibberCustomer(
            "ahead", "the first access token is refused, a renewed one works", behaviour: .refusedOnce, homes: [oslo(9)]
        ),
        TibberCustomer("once", "no refresh token", behaviour: .noRefreshToken, homes: [oslo(10)]),
        TibberCustomer("timeless", "tokens come without their lifetime", behaviour: .noExpiry, homes: [oslo(11)]),
        TibberCustomer("down", "the API is down: 503", behaviour: .down, homes: [oslo(12)]),
        TibberCustomer("limited", "too many requests to the API: 429", behaviour: .limited, homes: [oslo(13)]),
    ]

    /// The customer with that address; upper and lower case are the same.
    static func with(email: String) -> TibberCustomer? { byEmail[email.lowercased()] }

    private static let byEmail = Dictionary(
        table.map { ($0.account.email, $0) }, uniquingKeysWith: { first, _ in first })

    private static func oslo(_ number: Int, _ prices: TibberPrices = .quarterHourly) -> TibberHome {
        TibberHome(
            id: id(number), nickname: number == 3 ? "Hytta \"på fjellet\" & <båten>" : nil,
            street: "Storgata \(number)",
            postalCode: "0155", city: "Oslo", country: "NO", timeZone: "Europe/Oslo", currency: "NOK", prices: prices)
    }

    private static func stockholm(_ number: Int, _ prices: TibberPrices?) -> TibberHome {
        TibberHome(
            id: id(number), nickname: "Lägenheten", street: "Götgatan \(number)", postalCode: "116 46",
            city: "Stockholm", country: "SE", timeZone: "Europe/Stockholm", currency: "SEK", prices: prices)
    }

    private static func id(_ number: Int) -> String {
        "96a14971-525a-4420-aae9-e5aedaa1\(number < 10 ? "000" : "00")\(number)"
    }
}
