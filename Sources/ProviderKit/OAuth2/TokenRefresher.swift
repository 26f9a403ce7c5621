import Synchronization

/// Keeps the newest tokens of each sign-in, and renews them one call at a time. There is one in a process.
///
/// A refresh token may be good for one use, and a second use may void the whole sign-in (RFC 9700 section 4.14.2): so calls
/// at the same moment share one refresh, a refresh goes on when the call that began it is given up, and with a ``TokenStore``
/// the processes of a machine wait for each other.
public final class TokenRefresher: Sendable {
    typealias Outcome = Result<OAuth2Tokens, ProviderError>

    /// More sign-ins than this, and those that were used longest ago are forgotten.
    private static let limit = 10_000
    /// How long a code's outcome is remembered, so that a page which is loaded again does not exchange the code again.
    private static let exchangeMemory: Duration = .seconds(60)

    fileprivate struct State {
        var newest: [String: (tokens: OAuth2Tokens, order: Int)] = [:]
        var order = 0
        var refreshes: [String: Task<Outcome, Never>] = [:]
        var exchanges: [String: (task: Task<Outcome, Never>, begun: ContinuousClock.Instant)] = [:]
    }

    private let state = Mutex(State())
    private let store: TokenStore?

    /// - Parameter store: keeps the newest tokens beyond this process; `nil` for memory alone.
    public init(store: TokenStore? = nil) {
        self.store = store
    }

    /// The newest tokens of a sign-in that this process knows.
    public func newest(of tokens: OAuth2Tokens) -> OAuth2Tokens {
        state.withLock { state in tokens.newer(of: state.newest[tokens.lineageID]?.tokens) }
    }

    /// Tokens that are good for now: those given, newer ones, or renewed ones.
    func fresh(_ tokens: OAuth2Tokens, _ client: OAuth2Client, in context: ProviderContext) async throws(ProviderError)
        -> OAuth2Tokens
    {
        let newest = newest(of: tokens)
        guard !newest.isFresh(at: context.now) else { return newest }
        return try await renew(newest, beyond: tokens.generation - 1, client, context)
    }

    /// Newer tokens than those, which the provider has refused.
    func renewed(after refused: OAuth2Tokens, _ client: OAuth2Client, in context: ProviderContext)
        async throws(ProviderError) -> OAuth2Tokens
    {
        let newest = newest(of: refused)
        guard newest.generation <= refused.generation || !newest.isFresh(at: context.now) else { return newest }
        return try await renew(newest, beyond: refused.generation, client, context)
    }

    /// Exchanges a code, once: whoever comes with the same code soon after gets the same tokens.
    public func exchange(
        code: Secret, proof: ProofKey, redirectURI: String, _ client: OAuth2Client, in context: ProviderContext
    ) async throws(ProviderError) -> OAuth2Tokens {
        let id = code.digest + proof.verifier.digest
        let now = ContinuousClock.now
        let task = state.withLock { state in
            state.exchanges = state.exchanges.filter { now - $0.value.begun < Self.exchangeMemory }
            if let earlier = state.exchanges[id]?.task { return earlier }
            let task = Task.detached { () -> Outcome in
                do throws(ProviderError) {
                    return .success(
                        try await client.exchange(code: code, proof: proof, redirectURI: redirectURI, in: context))
                } catch {
                    self.state.withLock { $0.exchanges[id] = nil }
                    return .failure(error)
                }
            }
            state.exchanges[id] = (task, now)
            return task
        }
        return try await task.value.get()
    }

    private func renew(
        _ tokens: OAuth2Tokens, beyond generation: Int, _ client: OAuth2Client, _ context: ProviderContext
    ) async throws(ProviderError) -> OAuth2Tokens {
        let id = tokens.lineageID
        let task = state.withLock { state in
            if let underWay = state.refreshes[id] { return underWay }
            let task = Task.detached { () -> Outcome in
                let renewal = Renewal(client: client, context: context, store: self.store, generation: generation)
                let outcome = await renewal.run(tokens)
                self.state.withLock { state in
                    state.refreshes[id] = nil
                    if case .success(let renewed) = outcome { state.keep(renewed, id, limit: Self.limit) }
                }
                return outcome
            }
            state.refreshes[id] = task
            return task
        }
        return try await task.value.get()
    }
}

extension TokenRefresher.State {
    fileprivate mutating func keep(_ tokens: OAuth2Tokens, _ id: String, limit: Int) {
        order += 1
        newest[id] = (tokens.newer(of: newest[id]?.tokens), order)
        guard newest.count > limit else { return }
        let oldest = newest.values.map(\.order).sorted()[limit / 10]
        newest = newest.filter { $0.value.order > oldest }
    }
}

/// One refresh, from looking for newer tokens to keeping those that came.
private struct Renewal: Sendable {
    let client: OAuth2Client
    let context: ProviderContext
    let store: TokenStore?
    /// Tokens of this generation or an earlier one are of no use, however long they would live.
    let generation: Int

    func run(_ tokens: OAuth2Tokens) async -> TokenRefresher.Outcome {
        do throws(ProviderError) {
            guard let store else { return .success(try await client.refresh(tokens, in: context)) }
            let lock = try await store.lock(tokens, until: context.http.deadline)
            do throws(ProviderError) {
                let renewed = try await renew(tokens, store)
                await lock.end()
                return .success(renewed)
            } catch {
                await lock.end()
                throw error
            }
        } catch {
            return .failure(error)
        }
    }

    private func renew(_ tokens: OAuth2Tokens, _ store: TokenStore) async throws(ProviderError) -> OAuth2Tokens {
        let newest = tokens.newer(of: await store.read(tokens))
        guard !isGood(newest) else { return newest }
        do {
            return try await refresh(newest, store)
        } catch {
            guard case .reauthorisationRequired = error else { throw error }
            // Another machine with the same folder may have been quicker.
            let later = newest.newer(of: await store.read(tokens))
            guard later.generation > newest.generation else { throw error }
            return isGood(later) ? later : try await refresh(later, store)
        }
    }

    private func refresh(_ tokens: OAuth2Tokens, _ store: TokenStore) async throws(ProviderError) -> OAuth2Tokens {
        let renewed = try await client.refresh(tokens, in: context)
        await store.write(renewed)
        return renewed
    }

    private func isGood(_ tokens: OAuth2Tokens) -> Bool {
        tokens.generation > generation && tokens.isFresh(at: context.now)
    }
}
