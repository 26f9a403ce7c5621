import FoundationEssentials
import Synchronization

/// Connect's sessions: one per connect token, each a small state machine.
final class ConnectService: Sendable {
    private let sessions = Mutex<[String: ConnectSession]>([:])
    private let clock: SandboxClock
    private let ids: IDGenerator

    /// How long a connect token lives, in seconds.
    static let tokenLifetime: TimeInterval = 86_400

    init(clock: SandboxClock, ids: IDGenerator) {
        self.clock = clock
        self.ids = ids
    }

    /// Opens a session.
    func open(_ request: TokenRequest) -> ConnectSession {
        let session = ConnectSession(
            token: ids.next("cot"), request: request, expires: clock.now.addingTimeInterval(Self.tokenLifetime))
        sessions.withLock { $0[session.token] = session }
        return session
    }

    /// Takes a step in the session of that token.
    ///
    /// - Returns: The outcome, and the session as it is afterwards.
    /// - Throws: ``ConnectFailure`` where the token is unknown, expired or used, or the step comes out of order.
    func take(
        _ step: ConnectStep, token: String
    ) throws(ConnectFailure) -> (outcome: ConnectOutcome, session: ConnectSession) {
        let now = clock.now
        return try sessions.withLock { sessions throws(ConnectFailure) in
            guard var session = sessions[token] else { throw .unknownToken }
            guard session.expires > now else { throw .expiredToken }
            let outcome = try session.take(step, ids: ids)
            sessions[token] = session
            return (outcome, session)
        }
    }

    /// Exchanges the token of a finished session, once.
    ///
    /// - Throws: ``ConnectFailure``, also where the session is not complete.
    func exchange(token: String) throws(ConnectFailure) -> ConnectSession {
        let now = clock.now
        return try sessions.withLock { sessions throws(ConnectFailure) in
            guard var session = sessions[token] else { throw .unknownToken }
            guard session.expires > now else { throw .expiredToken }
            switch session.state {
            case .exchanged: throw .usedToken
            case .redirecting, .complete: break
            default: throw .wrongOrder("The exchange", in: session.state)
            }
            session.state = .exchanged
            sessions[token] = session
            return session
        }
    }

    /// The session of that token, whatever its state.
    func session(_ token: String) -> ConnectSession? {
        sessions.withLock { $0[token] }
    }

    /// Keeps the data that a reading of the tariff gave back in place of what was stored.
    func keep(authMetadata: [String: JSONValue], token: String) {
        sessions.withLock { $0[token]?.authMetadata = authMetadata }
    }

    /// Forgets every session.
    func reset() {
        sessions.withLock { $0 = [:] }
    }
}
