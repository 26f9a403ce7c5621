/// A customer of Octopus Energy: the account to sign in with, how Kraken treats it, and what it holds.
struct KrakenCustomer: Sendable, Hashable {
    enum Behaviour: Sendable, Hashable {
        case normal
        /// The login is a rate limit, however few the attempts.
        case limited
        /// The login works, everything after it is a rate limit.
        case limitedLater
        /// Every other token has expired when it is given out.
        case shortLived
        /// Every token has.
        case neverAccepted
        /// Instead of a GraphQL answer something else comes.
        case outage(KrakenOutage)
        /// The same, after the login.
        case outageLater(KrakenOutage)
    }

    let account: DemoCustomer
    var behaviour = Behaviour.normal
    let accounts: [KrakenAccount]

    init(_ name: String, _ shows: String, behaviour: Behaviour = .normal, accounts: [KrakenAccount] = []) {
        account = DemoCustomer(of: .octopusEnergyUK, email: "\(name)@octopus.example", shows: shows)
        self.behaviour = behaviour
        self.accounts = accounts
    }
}

/// What comes where a GraphQL answer is due. The raw value is the code of the error that stands for it inside the Sandbox.
enum KrakenOutage: String, Sendable, CaseIterable {
    /// 503.
    case down = "SANDBOX-DOWN"
    /// No answer, ever.
    case hang = "SANDBOX-HANG"
    /// A web page.
    case page = "SANDBOX-PAGE"

    var error: GraphQLError { GraphQLError("No answer.", type: "APPLICATION", code: rawValue) }
}

/// An account: what a bill is written for.
struct KrakenAccount: Sendable, Hashable {
    let number: String
    var properties: [KrakenProperty] = []
}

/// A home.
struct KrakenProperty: Sendable, Hashable {
    let id: Int
    let address: String
    let postcode: String
    let meterPoints: [KrakenMeterPoint]
}

/// A meter point and every agreement about it, the oldest first.
struct KrakenMeterPoint: Sendable, Hashable {
    let mpan: String
    let agreements: [KrakenAgreement]
}

/// What a meter point's electricity costs for a time.
struct KrakenAgreement: Sendable, Hashable {
    /// Which part of its life the agreement is in. The dates follow from it, so that no demo customer grows old.
    enum Term: Sendable, Hashable {
        /// Since June of last year, without an end.
        case open
        /// From January of this year to the next January.
        case fixed
        /// Over since January.
        case ended
        /// From next January on.
        case future
        /// As `open`, but it never came into force.
        case revoked
    }

    let id: Int
    let term: Term
    let tariff: KrakenTariff

    /// First instant, and first instant after it, as Kraken writes them: local midnights with their offsets.
    func dates(inYear year: Int) -> (from: String, to: String?) {
        let turn = { (year: Int) in "\(year)-01-01T00:00:00+00:00" }
        return switch term {
        case .open, .revoked: ("\(year - 1)-06-01T00:00:00+01:00", nil)
        case .fixed: (turn(year), turn(year + 1))
        case .ended: (turn(year - 2), turn(year))
        case .future: (turn(year + 1), nil)
        }
    }
}
