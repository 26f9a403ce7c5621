import FoundationEssentials
import Synchronization

/// FlatPeak's backend: bearer tokens, connect tokens, and the locations that sessions led to.
final class FlatPeakService: Sendable {
    /// What a finished session is exchanged for.
    struct Connection: Sendable, Hashable {
        let connectToken: String
        let locationID: String
        let customerID: String
        let tariffID: String
        let request: TokenRequest
        let providerID: String?
    }

    private struct State {
        var bearers: [String: Date] = [:]
        var connections: [String: Connection] = [:]
        /// The newest token of each location.
        var locations: [String: String] = [:]
    }

    /// How long a bearer token lives, in seconds.
    static let bearerLifetime: TimeInterval = 3_600

    private let state = Mutex(State())
    private let account: FlatPeakAccount
    private let clock: SandboxClock
    private let ids: IDGenerator
    private let connect: ConnectService

    init(account: FlatPeakAccount, clock: SandboxClock, ids: IDGenerator, connect: ConnectService) {
        self.account = account
        self.clock = clock
        self.ids = ids
        self.connect = connect
    }

    /// `GET /login`: a bearer token for the account's own key.
    ///
    /// - Parameter authorization: The header's value, `Basic base64(account_id:api_key)`.
    /// - Returns: The bearer token.
    /// - Throws: ``FlatPeakFailure/badCredentials``.
    func login(authorization: String?) throws(FlatPeakFailure) -> String {
        guard let authorization, authorization.lowercased().hasPrefix("basic "),
            let decoded = Data(base64Encoded: String(authorization.dropFirst(6))),
            String(decoding: decoded, as: UTF8.self) == "\(account.id):\(account.apiKey)"
        else { throw .badCredentials }
        let bearer = ids.token("bt", characters: 64)
        let expires = clock.now.addingTimeInterval(Self.bearerLifetime)
        state.withLock { $0.bearers[bearer] = expires }
        return bearer
    }

    /// Checks a bearer token.
    ///
    /// - Throws: ``FlatPeakFailure/badCredentials`` where it is missing, unknown or expired.
    func authenticate(bearer: String?) throws(FlatPeakFailure) {
        guard let bearer, let expires = state.withLock({ $0.bearers[bearer] }), expires > clock.now else {
            throw .badCredentials
        }
    }

    /// `POST /connect/tariff/token`: opens a Connect session.
    func createToken(_ request: TokenRequest) -> ConnectSession {
        connect.open(request)
    }

    /// `GET /connect/tariff/token`: exchanges the token of a finished session, once.
    ///
    /// - Throws: ``FlatPeakFailure`` where the token is unknown, expired, used or its session is not complete.
    func exchange(token: String) throws(FlatPeakFailure) -> Connection {
        let session: ConnectSession
        do throws(ConnectFailure) {
            session = try connect.exchange(token: token)
        } catch {
            throw FlatPeakFailure(error)
        }
        let connection = Connection(
            connectToken: token, locationID: session.request.locationID ?? ids.next("loc"),
            customerID: session.request.customerID ?? ids.next("cus"),
            tariffID: session.request.tariffID ?? ids.next("trf"), request: session.request,
            providerID: session.provider?.id)
        state.withLock {
            $0.connections[token] = connection
            $0.locations[connection.locationID] = token
        }
        return connection
    }

    /// What the token was exchanged for, if it was.
    func connection(token: String) -> Connection? {
        state.withLock { $0.connections[token] }
    }

    /// The newest connection of a location.
    func connection(locationID: String) -> Connection? {
        state.withLock { state in state.locations[locationID].flatMap { state.connections[$0] } }
    }

    /// Forgets everything.
    func reset() {
        state.withLock { $0 = State() }
    }
}
