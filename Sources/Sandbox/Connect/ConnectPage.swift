/// Connect's answers as they go over the wire (FlatPeak protocol, section 2).
struct ConnectPage: Sendable {
    let world: World
    let session: ConnectSession

    /// The page object, or the redirect, for an outcome.
    func json(_ outcome: ConnectOutcome) -> JSONValue {
        switch outcome {
        case .authMetadataPage:
            page("auth_metadata_capture", data: parties)
        case .consentPage(let id):
            page("consent_capture", data: parties.merging(["auth_metadata_id": .string(id)]) { $1 })
        case .providerSelectPage:
            page("provider_select", data: ["account": account, "providers": .array(world.providers.map(provider))])
        case .manualTariffPage:
            page("manual_tariff", data: ["account": account])
        case .complete:
            page("session_complete", data: ["callback_uri": .string(withToken(session.request.callbackURI))])
        case .redirectToIntegration, .redirectToApp:
            [
                "route": "session_redirect", "connect_token": .string(session.token), "live_mode": false,
                "data": ["redirect_url": .string(redirectURL(outcome) ?? appURL)],
            ]
        }
    }

    /// Where the outcome sends the browser, if it does.
    func redirectURL(_ outcome: ConnectOutcome) -> String? {
        switch outcome {
        case .redirectToIntegration:
            guard let provider = session.provider else { return nil }
            return withToken(WebAddress.joining(world.integrationURL(of: provider), "/"))
        case .redirectToApp(.disconnected):
            return WebAddress.appending(["fp_result": AppReturn.disconnected.rawValue], to: withToken(appURL))
        case .redirectToApp:
            return withToken(appURL)
        default:
            return nil
        }
    }

    private var appURL: String { session.request.connectWebURI ?? world.publicURL + "/app/return" }

    private func withToken(_ address: String) -> String {
        WebAddress.appending(["fp_cot": session.token], to: address)
    }

    private func page(_ route: String, data: [String: JSONValue]) -> JSONValue {
        [
            "route": .string(route), "connect_token": .string(session.token), "type": "render", "live_mode": false,
            "direction": .string(session.request.direction.rawValue), "data": .object(data),
        ]
    }

    private var parties: [String: JSONValue] {
        var parties = ["account": account]
        parties["provider"] = session.provider.map(provider)
        return parties
    }

    private var account: JSONValue {
        [
            "display_name": .string(world.configuration.account.displayName),
            "privacy_url": .string(world.publicURL + "/app/privacy"),
            "terms_url": .string(world.publicURL + "/app/terms"),
        ]
    }

    private func provider(_ provider: EnergyProvider) -> JSONValue {
        .members([
            "id": .string(provider.id), "display_name": .string(provider.displayName),
            "logo_url": .string(world.publicURL + provider.logoPath), "accent_color": .optional(provider.accentColor),
        ])
    }
}
