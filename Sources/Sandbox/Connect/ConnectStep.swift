/// One thing that a caller asks of a Connect session: the body's `route`, `action` and `data`, read and checked.
enum ConnectStep: Sendable, Hashable {
    case selectProvider(EnergyProvider)
    case startIntegration
    case capture(data: [String: JSONValue])
    case consent(authMetadataID: String)
    case dismiss(route: String)
    case disconnect(route: String)
    case restore
}

/// What Connect answers to a step.
enum ConnectOutcome: Sendable, Hashable {
    case authMetadataPage
    case consentPage(authMetadataID: String)
    case redirectToIntegration
    /// Back to the app; `consented` starts the reading of the tariff.
    case redirectToApp(AppReturn)
    case providerSelectPage
    case manualTariffPage
    case complete
}

/// Why the customer comes back to the app.
enum AppReturn: String, Sendable, Hashable {
    case consented
    case dismissed
    case disconnected
}
