/// What a request does, one thing after the other. Names for logs, free of values.
enum FlowStep: String, Sendable {
    /// Route, language, cookies, form.
    case parse
    case connectStart = "connect.start"
    case connectAuthMetadataCapture = "connect.auth_metadata_capture"
    case connectConsentCapture = "connect.consent_capture"
    case connectAction = "connect.action"
    case providerToken = "provider.token"
    case providerAuthorise = "provider.authorise"
    case providerExtra = "provider.extra"
    case providerCapture = "provider.capture"
    /// Checking a tariff and writing it.
    case tariff
    /// Sealing the session into a cookie.
    case seal
    case render

    /// Whether somebody else is waited for.
    var isUpstream: Bool { rawValue.hasPrefix("connect.") || rawValue.hasPrefix("provider.") }
}

/// Where a request's time goes: each step lasts until the next begins.
struct Timeline: Sendable {
    let start = ContinuousClock.now
    private(set) var upstream: Duration = .zero
    private(set) var steps: [(step: FlowStep, duration: Duration)] = []
    private let keepsSteps: Bool
    private var current = FlowStep.parse
    private var since: ContinuousClock.Instant

    /// - Parameter keepsSteps: whether somebody will ask for them.
    init(keepsSteps: Bool) {
        self.keepsSteps = keepsSteps
        since = start
    }

    mutating func enter(_ step: FlowStep) {
        let now = ContinuousClock.now
        end(at: now)
        (current, since) = (step, now)
    }

    /// - Returns: how long all of it took.
    mutating func finish() -> Duration {
        let now = ContinuousClock.now
        end(at: now)
        since = now
        return now - start
    }

    private mutating func end(at now: ContinuousClock.Instant) {
        if current.isUpstream { upstream += now - since }
        if keepsSteps { steps.append((current, now - since)) }
    }
}

extension Timeline {
    /// `parse=0 provider.authorise=2004 render=1`, in milliseconds.
    var description: String {
        steps.map { "\($0.step.rawValue)=\($0.duration.milliseconds)" }.joined(separator: " ")
    }
}

extension Duration {
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
