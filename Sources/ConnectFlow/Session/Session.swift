import FoundationEssentials
import ProviderKit

/// One customer's way through the flow, kept in a sealed cookie.
struct Session: Codable, Sendable {
    /// Idle life: a customer who looks for a password has half an hour.
    static let idleLife = 30 * 60
    /// Absolute life. A client-side session can be replayed as long as it lives, so it is short.
    static let absoluteLife = 2 * 60 * 60
    /// Clocks of servers differ, by a minute at most.
    static let clockTolerance = 60

    let token: String
    /// The page that the session stands on.
    var page: ConnectPage
    /// What the customer still has to add, between login and consent.
    var pending: Pending?
    /// While the customer is away at the provider's own login.
    var signIn: SignInAttempt?
    /// Seconds since 1970.
    let startedAt: Int
    var seenAt: Int

    enum CodingKeys: String, CodingKey {
        case token = "t", page = "p", pending = "x", signIn = "o", startedAt = "s", seenAt = "i"
    }

    init(_ token: ConnectToken, page: ConnectPage, now: Date) {
        self.token = token.text
        self.page = page
        startedAt = Int(now.timeIntervalSince1970)
        seenAt = startedAt
    }

    /// A sign-in that is not complete. Holds the credentials until it is: FlatPeak stores them.
    struct Pending: Codable, Sendable {
        let credentials: [String: Secret]
        /// `nil` where it did not fit the cookie: signing in again brings another.
        var grant: [String: JSONValue]?
        var requirement: ExtraRequirement
        /// Wrong codes so far. Best effort: an old cookie can be sent again.
        var failures = 0

        /// Best effort, like the count itself.
        static let failureLimit = 5

        enum CodingKeys: String, CodingKey {
            case credentials = "c", grant = "g", requirement = "r", failures = "f"
        }
    }

    /// Why it cannot be gone on with at this time; `nil` where it can.
    func loss(at now: Date) -> SessionLoss? {
        if seenAt > Int(now.timeIntervalSince1970) + Self.clockTolerance { return .future }
        return remainingIdleLife(at: now) > 0 && remainingLife(at: now) > 0 ? nil : .expired
    }

    /// Seconds until it has been idle for too long.
    func remainingIdleLife(at now: Date) -> Int {
        max(0, seenAt + Self.idleLife - Int(now.timeIntervalSince1970))
    }

    /// Seconds until the absolute life ends.
    func remainingLife(at now: Date) -> Int {
        max(0, startedAt + Self.absoluteLife - Int(now.timeIntervalSince1970))
    }
}

// Some customers have thirty addresses, and some providers long tokens: what does not fit is asked of the provider again.
extension Session {
    /// The session in ever smaller forms.
    var compactions: [Session] {
        [self, withoutChoices, withoutLogo, withoutChoices.withoutLogo, withoutGrant.withoutLogo]
    }

    /// Whether something was left out that the customer's next step needs.
    var isIncomplete: Bool {
        guard case .multipleAvailableTariffs(let choices) = pending?.requirement else { return false }
        return choices.isEmpty || pending?.grant == nil
    }

    private var withoutLogo: Session {
        var session = self
        session.page.logoURL = nil
        return session
    }

    private var withoutChoices: Session {
        guard case .multipleAvailableTariffs = pending?.requirement else { return self }
        var session = self
        session.pending?.requirement = .multipleAvailableTariffs([])
        return session
    }

    /// Not while a code is awaited: signing in again would send another one. Not without credentials either: then the
    /// grant's tokens are all there is.
    private var withoutGrant: Session {
        guard case .multipleAvailableTariffs = pending?.requirement, pending?.credentials.isEmpty == false else {
            return withoutChoices
        }
        var session = withoutChoices
        session.pending?.grant = nil
        return session
    }
}
