import FoundationEssentials
import Synchronization

/// Lunar Energy's customer API: who is signed in, which codes are awaited, who tried too often.
final class LunarService: Sendable {
    /// What a login led to.
    enum Login: Sendable, Hashable {
        case signedIn(accessToken: String, customerID: String)
        case codeRequired(challenge: String)
    }

    private struct Challenge {
        let email: String
        let expires: Date
        var failures = 0
    }

    private struct State {
        var tokens: [String: (email: String, expires: Date)] = [:]
        var challenges: [String: Challenge] = [:]
        var failures: [String: (count: Int, since: Date)] = [:]
    }

    /// Seconds that an access token lives.
    static let tokenLifetime: TimeInterval = 3_600
    /// Seconds that a one-time code is awaited.
    static let challengeLifetime: TimeInterval = 300
    /// Wrong passwords, or wrong codes, until the site stops listening.
    static let attempts = 5
    /// Seconds after the first wrong password until they are forgotten.
    static let attemptWindow: TimeInterval = 900
    /// The length of an access token, as long as real ones are.
    static let tokenLength = 1_024

    private let state = Mutex(State())
    private let clock: SandboxClock
    private let ids: IDGenerator

    init(clock: SandboxClock, ids: IDGenerator) {
        self.clock = clock
        self.ids = ids
    }

    /// Checks a password.
    ///
    /// - Parameters:
    ///   - customer: The account of that address, if there is one.
    ///   - email: The address as it was typed.
    ///   - password: The password as it was typed.
    /// - Returns: Signed in, or the code that is awaited.
    /// - Throws: ``LunarFailure`` where the password is wrong, or was too often.
    func login(_ customer: LunarCustomer?, email: String, password: String) throws(LunarFailure) -> Login {
        let now = clock.now
        let email = email.lowercased()
        return try state.withLock { state throws(LunarFailure) in
            if let failed = state.failures[email] {
                let left = failed.since.addingTimeInterval(Self.attemptWindow).timeIntervalSince(now)
                if left <= 0 {
                    state.failures[email] = nil
                } else if failed.count >= Self.attempts {
                    throw .tooManyAttempts(retryAfter: Int(left.rounded(.up)))
                }
            }
            guard let customer, customer.password == password else {
                let failed = state.failures[email] ?? (0, now)
                state.failures[email] = (failed.count + 1, failed.since)
                throw .invalidCredentials
            }
            state.failures[email] = nil
            guard customer.behaviour == .code else { return signIn(customer, &state, now) }
            let challenge = ids.next("chl")
            state.challenges[challenge] = Challenge(
                email: email, expires: now.addingTimeInterval(Self.challengeLifetime))
            return .codeRequired(challenge: challenge)
        }
    }

    /// Checks a one-time code; each challenge signs in once.
    ///
    /// - Throws: ``LunarFailure/invalidCode``, or ``LunarFailure/expiredCode`` where a new login is needed.
    func login(challenge: String, code: String) throws(LunarFailure) -> Login {
        let now = clock.now
        return try state.withLock { state throws(LunarFailure) in
            guard var pending = state.challenges[challenge], pending.expires > now,
                let customer = LunarCustomer.with(email: pending.email, loadDelay: 0)
            else {
                state.challenges[challenge] = nil
                throw .expiredCode
            }
            guard code != DemoCustomer.expiredCode else { throw .expiredCode }
            guard code == DemoCustomer.code else {
                pending.failures += 1
                state.challenges[challenge] = pending.failures < Self.attempts ? pending : nil
                throw .invalidCode
            }
            state.challenges[challenge] = nil
            return signIn(customer, &state, now)
        }
    }

    /// The customer whose access token that is.
    ///
    /// - Throws: ``LunarFailure/unauthorised`` where it is missing, unknown or expired.
    func customer(accessToken: String?) throws(LunarFailure) -> LunarCustomer {
        guard let accessToken, let entry = state.withLock({ $0.tokens[accessToken] }), entry.expires > clock.now,
            let customer = LunarCustomer.with(email: entry.email, loadDelay: 0)
        else { throw .unauthorised }
        return customer
    }

    /// A contract of that customer's.
    ///
    /// - Throws: ``LunarFailure/notFound`` where the contract is unknown or somebody else's.
    func contract(_ id: String, of customer: LunarCustomer) throws(LunarFailure) -> LunarContract {
        guard let contract = customer.contracts.first(where: { $0.id == id }) else { throw .notFound }
        return contract
    }

    /// Signs everybody out and forgets the attempts.
    func reset() {
        state.withLock { $0 = State() }
    }

    private func signIn(_ customer: LunarCustomer, _ state: inout State, _ now: Date) -> Login {
        let token = ids.token("lun", characters: Self.tokenLength)
        state.tokens[token] = (customer.email, now.addingTimeInterval(Self.tokenLifetime))
        return .signedIn(accessToken: token, customerID: customer.customerID)
    }
}
