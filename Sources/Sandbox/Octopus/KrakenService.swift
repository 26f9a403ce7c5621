import FoundationEssentials
import Synchronization

/// Kraken: who is signed in, and what they may see.
final class KrakenService: Sendable {
    private struct State {
        var tokens: [String: (email: String, expires: Date)] = [:]
        var logins: [String: Int] = [:]
    }

    /// Seconds that a token lives.
    static let tokenLifetime: TimeInterval = 3_600
    /// Seconds that a refresh token lives.
    static let refreshLifetime: TimeInterval = 7 * 86_400
    /// The length of a token, as long as real ones are.
    static let tokenLength = 1_024

    private let state = Mutex(State())
    private let clock: SandboxClock
    private let ids: IDGenerator

    init(clock: SandboxClock, ids: IDGenerator) {
        self.clock = clock
        self.ids = ids
    }

    /// Runs an operation. The header's value is the token, bare or behind `JWT`.
    func answer(_ request: GraphQLRequest, authorization: String?) throws(GraphQLError) -> GraphQLAnswer {
        let schema = try KrakenSchema.parsed.get()
        let query = GraphQLObject("Query", [:])
            .adding("viewer") { _ throws(GraphQLError) in
                .object(self.viewer(try self.customer(authorization)))
            }
            .adding("account") { arguments throws(GraphQLError) in
                let customer = try self.customer(authorization)
                let number = arguments["accountNumber"]?.string
                guard let account = customer.accounts.first(where: { $0.number == number }) else {
                    throw .unauthorised
                }
                return .object(account.object(at: self.clock.now))
            }
        let mutation = GraphQLObject("Mutation", [:])
            .adding("obtainKrakenToken") { arguments throws(GraphQLError) in
                .object(try self.token(arguments["input"]))
            }
        return schema.answer(request, query: query, mutation: mutation)
    }

    /// Signs everybody out.
    func reset() {
        state.withLock { $0 = State() }
    }

    private func viewer(_ customer: KrakenCustomer) -> GraphQLObject {
        let now = clock.now
        let name = customer.account.email.prefix { $0 != "@" }
        return GraphQLObject(
            "AccountUserType",
            [
                "id": .scalar(.string("user-\(name)")), "email": .scalar(.string(customer.account.email)),
                "givenName": .scalar(.string(name.capitalized)), "familyName": .scalar("Example"),
                "accounts": .list(customer.accounts.map { .object($0.object(at: now)) }),
            ])
    }

    private func token(_ input: JSONValue?) throws(GraphQLError) -> GraphQLObject {
        let customer: KrakenCustomer
        if let refresh = input?["refreshToken"]?.string {
            customer = try refreshed(refresh)
        } else {
            guard input?["email"]?.string != nil || input?["APIKey"]?.string != nil else {
                throw .invalid("Please provide one of APIKey, email or refreshToken.", code: "KT-CT-1139")
            }
            let known = KrakenCustomer.with(email: input?["email"]?.string ?? "")
            if case .outage(let outage) = known?.behaviour { throw outage.error }
            if known?.behaviour == .limited { throw .tooManyRequests }
            guard let known, known.account.password == input?["password"]?.string else {
                throw .invalid("Please make sure the credentials are correct.", code: "KT-CT-1138")
            }
            customer = known
        }
        let (token, refresh) = (ids.token("krk", characters: Self.tokenLength), ids.token("krr", characters: 64))
        let now = clock.now
        state.withLock { state in
            let email = customer.account.email
            state.logins[email, default: 0] += 1
            let isOdd = state.logins[email].map { !$0.isMultiple(of: 2) } ?? true
            let isDead = customer.behaviour == .neverAccepted || customer.behaviour == .shortLived && isOdd
            state.tokens[token] = (email, isDead ? now : now.addingTimeInterval(Self.tokenLifetime))
            state.tokens[refresh] = (email, now.addingTimeInterval(Self.refreshLifetime))
        }
        return GraphQLObject(
            "ObtainKrakenJSONWebToken",
            [
                "token": .scalar(.string(token)), "refreshToken": .scalar(.string(refresh)),
                "refreshExpiresIn": .scalar(.integer(Int((now.timeIntervalSince1970 + Self.refreshLifetime)))),
            ])
    }

    private func refreshed(_ token: String) throws(GraphQLError) -> KrakenCustomer {
        guard token.hasPrefix("krr_"), let entry = state.withLock({ $0.tokens[token] }), entry.expires > clock.now,
            let customer = KrakenCustomer.with(email: entry.email)
        else { throw .invalid("Invalid refresh token.", code: "KT-CT-1134") }
        return customer
    }

    /// The customer whose token that is.
    private func customer(_ authorization: String?) throws(GraphQLError) -> KrakenCustomer {
        guard let authorization, !authorization.isEmpty else { throw .noAuthorisation }
        let token = authorization.hasPrefix("JWT ") ? String(authorization.dropFirst(4)) : authorization
        guard token.hasPrefix("krk_"), let entry = state.withLock({ $0.tokens[token] }),
            let customer = KrakenCustomer.with(email: entry.email)
        else { throw .unauthorised }
        guard entry.expires > clock.now else { throw .expired }
        if case .outageLater(let outage) = customer.behaviour { throw outage.error }
        if customer.behaviour == .limitedLater { throw .tooManyRequests }
        return customer
    }
}

extension GraphQLError {
    static let unauthorised = GraphQLError("Unauthorized.", type: "AUTHORIZATION", code: "KT-CT-1111")
    static let noAuthorisation = GraphQLError(
        "'Authorization' header not provided.", type: "AUTHORIZATION", code: "KT-CT-1112")
    static let expired = GraphQLError("Signature of the JWT has expired.", type: "APPLICATION", code: "KT-CT-1124")
    static let tooManyRequests = GraphQLError("Too many requests.", type: "APPLICATION", code: "KT-CT-1199")

    static func invalid(_ message: String, code: String) -> GraphQLError {
        GraphQLError(message, type: "VALIDATION", code: code)
    }
}
