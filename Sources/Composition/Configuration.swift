public import ConnectFlow
public import FoundationEssentials
public import Logging
public import ProviderKit
import Providers

/// Everything that the environment decides, read once at the start.
public struct Configuration: Sendable {
    /// `PROVIDER`, with its own variables.
    public var provider: AnyProvider
    /// `CONNECT_API_URL`.
    public var connectURL: URL
    /// `APP_SECRET` and `APP_SECRET_PREVIOUS`.
    public var keys: SessionKeys
    /// What the flow is told.
    public var settings: ConnectFlow.Settings
    /// `CA_FILE`.
    public var caFile: String?
    /// `TEMPLATES_DIR`; `nil` for the pages inside the binary.
    public var templatesDirectory: String?
    /// `MAX_IN_FLIGHT`, in requests.
    public var maximumInFlight: Int
    /// `STATUS_PATH`, below the mount; `nil` for none.
    public var statusPath: String?
    /// `LOG_LEVEL`.
    public var logLevel: Logger.Level
    /// `LOG_FORMAT`.
    public var logFormat: LogFormat

    /// More faults than one are found in one go.
    public struct Faults: Error, CustomStringConvertible {
        /// Never empty.
        public let all: [ConfigurationFault]

        /// One line for each.
        public var description: String { all.map(\.description).joined(separator: "\n") }
    }

    /// Reads the environment, with the variables of a file behind it.
    ///
    /// - Parameters:
    ///   - environment: the process's variables.
    ///   - envFile: a file that has to be there; `nil` for `.env`, which may be missing.
    /// - Throws: ``Faults``.
    public init(environment: [String: String], envFile: String?) throws(Faults) {
        var variables = EnvironmentVariables(environment)
        do {
            try variables.addFile(envFile ?? ".env", isOptional: envFile == nil)
        } catch {
            throw Faults(all: [error])
        }
        try self.init(variables)
    }

    /// Reads variables, and no file.
    ///
    /// - Throws: ``Faults``.
    public init(_ environment: EnvironmentVariables) throws(Faults) {
        var reader = SettingsReader(environment: environment)
        let provider = reader.read { environment throws(ConfigurationFault) in
            try Providers.make(environment["PROVIDER"] ?? Providers.standard, environment: environment)
        }
        let connectURL = reader.url("CONNECT_API_URL", default: "https://connect.flatpeak.com")
        let keys = reader.read { environment throws(ConfigurationFault) in try SessionKeys(environment) }
        settings = ConnectFlow.Settings()
        settings.upstreamTimeout = reader.duration("UPSTREAM_TIMEOUT") ?? settings.upstreamTimeout
        settings.publicURL = environment["PUBLIC_URL"] == nil ? nil : reader.url("PUBLIC_URL", default: "")
        settings.tariffPlanToken = environment["TARIFF_PLAN_TOKEN"].map { Secret($0) }
        settings.isTariffPlanBare = reader.choice("TARIFF_PLAN_FORMAT", ["wrapped": false, "bare": true]) ?? false
        settings.stateDirectory = reader.writableFolder("STATE_DIR")
        settings.isAccessLogOn = reader.choice("ACCESS_LOG", ["on": true, "off": false]) ?? true
        settings.slowLog = reader.duration("SLOW_LOG")
        statusPath = reader.path("STATUS_PATH")
        let type = try? Providers.type(environment["PROVIDER"] ?? Providers.standard)
        // A look at the provider costs less than one at its type, which asks the runtime.
        let isOAuth2 = provider.map { $0.oauth2 != nil } ?? (type is any OAuth2Provider.Type)
        if let type, isOAuth2 { reader.require("PUBLIC_URL", for: type.profile) }
        caFile = reader.existingPath("CA_FILE")
        templatesDirectory = reader.existingPath("TEMPLATES_DIR")
        maximumInFlight = reader.positiveNumber("MAX_IN_FLIGHT") ?? 8192
        logLevel =
            reader.choice(
                "LOG_LEVEL", Dictionary(uniqueKeysWithValues: Logger.Level.allCases.map { ($0.rawValue, $0) })) ?? .info
        logFormat =
            reader.choice(
                "LOG_FORMAT", Dictionary(uniqueKeysWithValues: LogFormat.allCases.map { ($0.rawValue, $0) })) ?? .text
        guard let provider, let connectURL, let keys, reader.faults.isEmpty else { throw Faults(all: reader.faults) }
        (self.provider, self.connectURL, self.keys) = (provider, connectURL, keys)
    }

    /// What customers see.
    ///
    /// - Throws: ``Faults`` where `TEMPLATES_DIR` cannot be used.
    public func pages() throws(Faults) -> Pages {
        do {
            return try templatesDirectory.map { try Pages(directory: $0) } ?? .embedded()
        } catch {
            throw Faults(all: [
                ConfigurationFault(
                    variable: "TEMPLATES_DIR", problem: "\(error)", fix: "mend the file, or unset the variable")
            ])
        }
    }
}
