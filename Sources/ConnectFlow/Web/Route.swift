import HTTPTypes

/// What we answer at, below the mount (FlatPeak protocol, section 2).
public enum Route: Hashable, Sendable {
    case start
    case page
    case action
    case authMetadataCapture
    case extraAuthMetadataCapture
    case consentCapture
    case callback
    case tariffPlan
    /// A file below `/assets/`.
    case asset(String)

    /// Finds the route of a decoded path.
    public init?(path: String) {
        switch path {
        case "/": self = .start
        case "/page": self = .page
        case "/action": self = .action
        case "/auth_metadata_capture": self = .authMetadataCapture
        case "/extra_auth_metadata_capture": self = .extraAuthMetadataCapture
        case "/consent_capture": self = .consentCapture
        case "/callback": self = .callback
        case "/api/tariff_plan": self = .tariffPlan
        default:
            guard path.hasPrefix("/assets/") else { return nil }
            self = .asset(String(path.dropFirst("/assets/".count)))
        }
    }

    /// The methods that it answers to.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .start, .page, .asset: [.get, .head]
        // A HEAD would use the code up.
        case .callback: [.get]
        case .action, .authMetadataCapture, .extraAuthMetadataCapture, .consentCapture, .tariffPlan: [.post]
        }
    }

    /// The largest body that it takes: 64 KB of form, 1 MB of JSON.
    public var bodyLimit: Int { self == .tariffPlan ? 1024 * 1024 : 64 * 1024 }

    /// The names of all.
    public static let names: [String] = [
        start, page, action, authMetadataCapture, extraAuthMetadataCapture, consentCapture, callback, tariffPlan,
        asset(""),
    ].map(\.name)

    /// A name for logs and counters, free of values.
    public var name: String {
        switch self {
        case .start: "start"
        case .page: "page"
        case .action: "action"
        case .authMetadataCapture: "auth_metadata_capture"
        case .extraAuthMetadataCapture: "extra_auth_metadata_capture"
        case .consentCapture: "consent_capture"
        case .callback: "callback"
        case .tariffPlan: "tariff_plan"
        case .asset: "asset"
        }
    }
}
