import Composition
import ConnectFlow
import Foundation
import ProviderKit

/// What the responder itself says of its settings.
struct SettingsCheck: Check {
    let name = "settings"
    let installation: Installation

    func findings() -> [Finding] {
        if installation.faults.isEmpty {
            let configuration = installation.configuration
            return [.ok(name, "\(configuration.provider.profile.displayName), \(configuration.connectURL)")]
        }
        return installation.faults.map { .fault(name, "\($0.variable): \($0.problem)", fix: $0.fix) }
    }
}

/// A secret that everybody can read in this project's files is none.
struct SecretCheck: Check {
    let name = "secret"
    let variables: EnvironmentVariables

    /// Those that stand in tests and documents.
    static let published: Set<String> = [
        "tests-only-0123456789-abcdefghijklmnop", "tests-only-9876543210-zyxwvutsrqponmlk",
        "another-secret-9876543210-zyxwvutsrq", "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210",
        "another-secret-another-secret-anoth", "first-secret-first-secret-first-secret",
        "second-secret-second-secret-second-se",
    ]

    func findings() -> [Finding] {
        guard let secret = variables["APP_SECRET"] else { return [] }
        let previous = variables["APP_SECRET_PREVIOUS"]?.split(separator: ",").map(String.init) ?? []
        if Self.published.contains(secret) {
            return [
                .fault(
                    name, "APP_SECRET is an example from this project's own files: everybody has it",
                    fix:
                        "set it to the output of: openssl rand -base64 32 (not into APP_SECRET_PREVIOUS with the old one)"
                )
            ]
        }
        if !Self.published.isDisjoint(with: previous) {
            return [
                .fault(
                    name,
                    "APP_SECRET_PREVIOUS holds an example from this project's own files: everybody can make sessions",
                    fix: "take it out of APP_SECRET_PREVIOUS")
            ]
        }
        return [.ok(name, "APP_SECRET is none of the published examples")]
    }
}

/// Whether a bearer token is asked of FlatPeak's backend.
struct TokenCheck: Check {
    let name = "tariff plan"
    let isSet: Bool

    func findings() -> [Finding] {
        if isSet { return [.ok(name, "TARIFF_PLAN_TOKEN is set")] }
        return [
            .warning(
                name, "TARIFF_PLAN_TOKEN is not set: whoever reaches /api/tariff_plan may try passwords there",
                fix: "set it to the output of: openssl rand -base64 32, and tell FlatPeak")
        ]
    }
}
