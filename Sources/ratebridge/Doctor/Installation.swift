import Composition
import FastCGI
import Foundation
import ProviderKit

/// What doctor looks at: the settings, and what the operator named beside them.
struct Installation: Sendable {
    /// The environment with the file's variables behind it.
    let variables: EnvironmentVariables
    /// The file of settings, which may be missing.
    let envFile: String
    /// What the responder itself would refuse to start with.
    let faults: [ConfigurationFault]
    /// The settings; those at fault are as if unset.
    let configuration: Configuration
    /// As customers see it, with or without a connect token.
    var url: URL?
    /// Where the responder listens.
    var socket: ListenAddress?
    /// The web server's.
    var server: ServerConfiguration?
    /// The account that the web server runs as.
    var webUser: String?

    /// Reads the settings as the responder does.
    ///
    /// - Throws: `ConfigurationFault` where nothing at all can be made of them.
    init(environment: [String: String], envFile: String?) throws {
        self.envFile = envFile ?? ".env"
        var variables = EnvironmentVariables(environment)
        var faults: [ConfigurationFault] = []
        do {
            try variables.addFile(self.envFile, isOptional: envFile == nil)
        } catch {
            faults = [error]
        }
        self.variables = variables
        var whole: Configuration?
        do {
            let configuration = try Configuration(variables)
            _ = try configuration.pages()
            whole = configuration
        } catch {
            faults += error.all
        }
        let sound = variables.values.filter { name, _ in
            Self.independent.contains(name) && !faults.contains { $0.variable == name }
        }
        configuration =
            try whole
            ?? Configuration(
                EnvironmentVariables(sound.merging(["APP_SECRET": UUID().uuidString]) { value, _ in value }))
        self.faults = faults
    }

    /// Variables that no other one can make wrong.
    private static let independent = [
        "CONNECT_API_URL", "UPSTREAM_TIMEOUT", "MAX_IN_FLIGHT", "CA_FILE", "PUBLIC_URL", "STATE_DIR",
        "TARIFF_PLAN_TOKEN",
    ]

    /// The scheme and path of `url`, without its query and last slash.
    var mount: String? { url.map { $0.path.hasSuffix("/") ? String($0.path.dropLast()) : $0.path } }
}
