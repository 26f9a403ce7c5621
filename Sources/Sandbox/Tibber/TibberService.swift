import FoundationEssentials
import Synchronization

/// Tibber's authorisation server: who signed in, which codes and tokens are out, and which were used.
final class TibberService: Sendable {
    /// One sign-in: all the tokens that came from it end together.
    private struct Family {
        let email: String
        var isRevoked = false
        var generation = 0
    }

    private struct Code {
        let authorisation: TibberAuthorisation
        let email: String
        let expires: Date
        /// The family that the code was exchanged for.
        var family: String?
    }

    private struct Token {
        let family: String
        let expires: Date
        let generation: Int
        /// Of a refresh token: whether it has been used.
        var isUsed = false
    }

    private struct Pending {
        let authorisation: TibberAuthorisation
        let expires: Date
        var email: String?
    }

    private struct State {
        var pending: [String: Pending] = [:]
        var codes: [String: Code] = [:]
        var families: [String: Family] = [:]
        var access: [String: Token] = [:]
        var refresh: [String: Token] = [:]
        var counts = TibberCounts()
    }

    /// Seconds that a customer may take to sign in.
    static let pendingLifetime: TimeInterval = 900
    /// Seconds that a code may be exchanged in.
    static let codeLifetime: TimeInterval = 60
    static let accessLifetime: TimeInterval = 3_600
    static let refreshLifetime: TimeInterval = 30 * 86_400
    /// The length of an access token, as long as real ones are.
    static let accessLength = 1_024

    private let state = Mutex(State())
    private let clock: SandboxClock
    private let ids: IDGenerator
    private let clientID: String
    private let clientSecret: String

    init(clock: SandboxClock, ids: IDGenerator, clientID: String, clientSecret: String) {
        self.clock = clock
        self.ids = ids
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    // MARK: - The customer's side

    /// Keeps a request while its customer signs in; its id.
    func begin(_ authorisation: TibberAuthorisation) -> String {
        let id = ids.next("req")
        let expires = clock.now.addingTimeInterval(Self.pendingLifetime)
        state.withLock { $0.pending[id] = Pending(authorisation: authorisation, expires: expires) }
        return id
    }

    /// The request of that id, and the customer who has signed in for it.
    func pending(_ id: String) -> (authorisation: TibberAuthorisation, customer: TibberCustomer?)? {
        let now = clock.now
        guard let pending = state.withLock({ $0.pending[id] }), pending.expires > now else { return nil }
        return (pending.authorisation, pending.email.flatMap { TibberCustomer.with(email: $0) })
    }

    /// Signs a customer in for a request.
    ///
    /// - Returns: Whether address and password belong together.
    func signIn(_ id: String, email: String, password: String) -> Bool {
        guard let customer = TibberCustomer.with(email: email), customer.account.password == password else {
            return false
        }
        state.withLock { $0.pending[id]?.email = customer.account.email }
        return true
    }

    /// A code for the client; `nil` where nobody has signed in.
    func allow(_ id: String) -> String? {
        let now = clock.now
        let code = ids.token("tcd", characters: 43)
        return state.withLock { state in
            guard let pending = state.pending[id], pending.expires > now, let email = pending.email else { return nil }
            state.codes[code] = Code(
                authorisation: pending.authorisation, email: email, expires: now.addingTimeInterval(Self.codeLifetime))
            return code
        }
    }

    // MARK: - The client's side

    /// Answers the token endpoint (RFC 6749 sections 4.1.3 and 6).
    func token(_ form: [String: String]) throws(TibberFailure) -> JSONValue {
        guard form["client_id"] == clientID, form["client_secret"] == clientSecret else { throw .client }
        switch form["grant_type"] {
        case "authorization_code": return try exchange(form)
        case "refresh_token": return try refresh(form)
        default: throw TibberFailure(code: "unsupported_grant_type", description: "the grant_type is unknown")
        }
    }

    private func exchange(_ form: [String: String]) throws(TibberFailure) -> JSONValue {
        let now = clock.now
        return try state.withLock { state throws(TibberFailure) in
            guard let text = form["code"], var code = state.codes[text] else { throw .grant("the code is unknown") }
            if let family = code.family {
                // RFC 6749 section 4.1.2: whoever has the code a second time may have stolen it.
                state.families[family]?.isRevoked = true
                state.counts.reusedCodes += 1
                throw .grant("the code was used before: every token that came from it is revoked")
            }
            guard code.expires > now else { throw .grant("the code has expired") }
            guard form["redirect_uri"] == code.authorisation.redirectURI else {
                throw .grant("the redirect_uri is not that of the authorisation request")
            }
            guard code.authorisation.isProven(by: form["code_verifier"]) else {
                throw .grant("the code_verifier does not fit the code_challenge")
            }
            let family = ids.next("fam")
            code.family = family
            state.codes[text] = code
            state.families[family] = Family(email: code.email)
            state.counts.exchanges += 1
            return issue(family, &state, now)
        }
    }

    private func refresh(_ form: [String: String]) throws(TibberFailure) -> JSONValue {
        let now = clock.now
        return try state.withLock { state throws(TibberFailure) in
            guard let text = form["refresh_token"], let token = state.refresh[text] else {
                throw .grant("the refresh token is unknown")
            }
            guard !token.isUsed else {
                // RFC 9700 section 4.14.2: one of two holders is not who they should be.
                state.families[token.family]?.isRevoked = true
                state.counts.reusedRefreshTokens += 1
                throw .grant("the refresh token was used before: the whole sign-in is revoked")
            }
            guard state.families[token.family]?.isRevoked == false else { throw .grant("the sign-in is revoked") }
            guard token.expires > now else { throw .grant("the refresh token has expired") }
            state.refresh[text]?.isUsed = true
            state.families[token.family]?.generation += 1
            state.counts.refreshes += 1
            return issue(token.family, &state, now)
        }
    }

    private func issue(_ id: String, _ state: inout State, _ now: Date) -> JSONValue {
        let family = state.families[id]
        let behaviour = family.flatMap { TibberCustomer.with(email: $0.email) }?.behaviour
        let life = behaviour == .shortLived ? 30 : Self.accessLifetime
        let generation = family?.generation ?? 0
        let access = ids.token("tac", characters: Self.accessLength)
        state.access[access] = Token(family: id, expires: now.addingTimeInterval(life), generation: generation)
        var refresh: String?
        if behaviour != .noRefreshToken {
            let token = ids.token("trt", characters: 64)
            state.refresh[token] = Token(
                family: id, expires: now.addingTimeInterval(Self.refreshLifetime), generation: generation)
            refresh = token
        }
        return .members([
            "access_token": .string(access), "refresh_token": .optional(refresh), "token_type": "Bearer",
            "expires_in": behaviour == .noExpiry ? nil : .integer(Int(life)),
        ])
    }

    /// The customer whose access token that is; `nil` where it is missing, unknown, revoked or expired.
    func customer(accessToken: String?) -> TibberCustomer? {
        let now = clock.now
        return state.withLock { state in
            guard let token = accessToken.flatMap({ state.access[$0] }), token.expires > now,
                let family = state.families[token.family], !family.isRevoked,
                let customer = TibberCustomer.with(email: family.email)
            else { return nil }
            return customer.behaviour == .refusedOnce && token.generation == 0 ? nil : customer
        }
    }

    /// What happened so far.
    var counts: TibberCounts { state.withLock { $0.counts } }

    /// Takes every sign-in back, as a customer does in their account.
    func revokeAll() {
        state.withLock { state in
            for family in state.families.keys { state.families[family]?.isRevoked = true }
        }
    }

    /// Forgets everything.
    func reset() {
        state.withLock { $0 = State() }
    }
}

/// How often what happened, for tests.
struct TibberCounts: Sendable, Hashable {
    var exchanges = 0
    var refreshes = 0
    var reusedCodes = 0
    var reusedRefreshTokens = 0

    var json: JSONValue {
        [
            "exchanges": .integer(exchanges), "refreshes": .integer(refreshes), "reused_codes": .integer(reusedCodes),
            "reused_refresh_tokens": .integer(reusedRefreshTokens),
        ]
    }
}
