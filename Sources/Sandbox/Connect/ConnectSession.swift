import FoundationEssentials

/// One connect token's session: where it stands and what it has been told. Pure: time and ids come in as arguments.
struct ConnectSession: Sendable {
    /// Where the session stands.
    enum State: String, Sendable {
        case created
        case providerSelected = "provider_select"
        case integrating = "auth_metadata_capture"
        case consenting = "consent_capture"
        case redirecting = "session_redirect"
        case complete = "session_complete"
        case exchanged
        case dismissed
        case disconnected
    }

    let token: String
    let request: TokenRequest
    let expires: Date
    var state = State.created
    var provider: EnergyProvider?
    /// What the integration stored: FlatPeak's backend sends it with every reading of the tariff.
    var authMetadata: [String: JSONValue] = [:]
    var authMetadataID: String?

    /// Takes one step, or refuses it and stays where it is.
    ///
    /// - Parameters:
    ///   - step: What the caller asks.
    ///   - ids: Names the stored data.
    /// - Returns: What Connect answers.
    /// - Throws: ``ConnectFailure`` where the step is not possible in this state.
    mutating func take(_ step: ConnectStep, ids: IDGenerator) throws(ConnectFailure) -> ConnectOutcome {
        switch (step, state) {
        case (_, .exchanged):
            throw .usedToken
        case (.restore, _):
            return restored()
        case (_, .redirecting), (_, .complete):
            throw .usedToken
        case (.selectProvider(let chosen), _):
            provider = chosen
            forget()
            state = .providerSelected
            return .redirectToIntegration
        case (_, .created), (_, .disconnected), (_, .dismissed):
            throw .wrongOrder(step.name, in: state)
        case (.startIntegration, _):
            forget()
            state = .integrating
            return .authMetadataPage
        case (.capture(let data), .integrating), (.capture(let data), .consenting):
            return try capture(data, ids: ids)
        case (.consent(let id), .consenting):
            guard id == authMetadataID else {
                throw .invalid(
                    "auth_metadata_id_invalid", "data.auth_metadata_id is not the one that auth_metadata_capture gave.")
            }
            state = .redirecting
            return .redirectToApp(.consented)
        case (.dismiss(let route), _) where allows(route):
            forget()
            state = .dismissed
            return .redirectToApp(.dismissed)
        case (.disconnect(let route), _) where allows(route):
            forget()
            provider = nil
            state = .disconnected
            return .redirectToApp(.disconnected)
        default:
            throw .wrongOrder(step.name, in: state)
        }
    }

    private mutating func capture(
        _ data: [String: JSONValue], ids: IDGenerator
    ) throws(ConnectFailure) -> ConnectOutcome {
        for field in provider?.requiredFields ?? [] {
            guard let value = data[field] else {
                throw .invalid("field_missing", "data.\(field) is missing: this provider's login needs it.")
            }
            guard let text = value.string, !text.isEmpty else {
                throw .invalid("field_type_invalid", "data.\(field) must be a string that is not empty.")
            }
        }
        guard !data.isEmpty else { throw .invalid("field_missing", "data holds nothing to sign in with.") }
        let id = ids.next("amd")
        authMetadata = data
        authMetadataID = id
        state = .consenting
        return .consentPage(authMetadataID: id)
    }

    /// What a caller that asks for the session's place is told.
    private mutating func restored() -> ConnectOutcome {
        switch state {
        case .created, .disconnected: return .providerSelectPage
        case .providerSelected, .integrating, .consenting: return .redirectToIntegration
        case .dismissed: return .manualTariffPage
        case .redirecting, .complete, .exchanged:
            if state == .redirecting { state = .complete }
            return .complete
        }
    }

    /// Actions of the login pages name `auth_metadata_capture`; those of the consent page need that page's state.
    private func allows(_ route: String) -> Bool {
        route == "auth_metadata_capture" || state == .consenting
    }

    private mutating func forget() {
        authMetadata = [:]
        authMetadataID = nil
    }
}

extension ConnectStep {
    /// The name that the wire has for the step.
    var name: String {
        switch self {
        case .selectProvider: "provider_select"
        case .startIntegration: "start_tariff_integration"
        case .capture: "auth_metadata_capture"
        case .consent: "consent_capture"
        case .dismiss: "DISMISS_DIRECT"
        case .disconnect: "DISCONNECT"
        case .restore: "session_restore"
        }
    }
}
