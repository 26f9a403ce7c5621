/// The customer's app and its backend ("Nova"): goes through FlatPeak's API and Connect like any other client.
struct AppService: Sendable {
    let world: World

    /// What the app learns when the customer comes back to it.
    enum Visit: Sendable {
        case connected(TariffRead.Outcome, provider: EnergyProvider?)
        case manual
        case disconnected
        /// The customer came back before the end; the address leads on.
        case unfinished(continueAt: String)
        case refused(ConnectFailure)
    }

    /// Creates a token, picks the provider, and says where the browser goes.
    ///
    /// - Parameters:
    ///   - request: The token's request.
    ///   - provider: The provider that the customer picked.
    /// - Returns: The token, and the address of the integration.
    /// - Throws: ``ConnectFailure`` where Connect refuses the provider.
    func begin(
        _ request: TokenRequest, provider: EnergyProvider
    ) throws(ConnectFailure) -> (token: String, url: String) {
        try select(provider, token: world.flatPeak.createToken(request).token)
    }

    /// Picks a provider for a token that there is already.
    func select(_ provider: EnergyProvider, token: String) throws(ConnectFailure) -> (token: String, url: String) {
        let (outcome, session) = try world.connect.take(.selectProvider(provider), token: token)
        let url = ConnectPage(world: world, session: session).redirectURL(outcome) ?? world.publicURL
        return (token, url)
    }

    /// The customer is back: asks Connect where the session stands, exchanges its token, waits for the tariff.
    func visit(token: String) async -> Visit {
        if world.flatPeak.connection(token: token) != nil { return await connected(token) }
        do throws(ConnectFailure) {
            let (outcome, session) = try world.connect.take(.restore, token: token)
            switch outcome {
            case .complete: break
            case .manualTariffPage: return .manual
            case .redirectToIntegration:
                let url = ConnectPage(world: world, session: session).redirectURL(outcome) ?? world.publicURL
                return .unfinished(continueAt: url)
            default: return .disconnected
            }
        } catch {
            return .refused(error)
        }
        // A refusal here means that a visit at the same moment was quicker: the tariff is there all the same.
        _ = try? world.flatPeak.exchange(token: token)
        return await connected(token)
    }

    private func connected(_ token: String) async -> Visit {
        let read = await world.reads.latest(token: token)
        let missing = TariffRead.Outcome.failure(code: "not_read", message: "The tariff has not been read.")
        return .connected(read?.outcome ?? missing, provider: world.connect.session(token)?.provider)
    }
}
