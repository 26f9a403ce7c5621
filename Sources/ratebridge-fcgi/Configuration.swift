import ConnectFlow
import FoundationEssentials
import Logging
import ProviderKit
import Providers

/// Everything that the environment decides, read once at the start.
struct Configuration {
    var provider: AnyProvider
    var connectURL: URL
    var keys: SessionKeys
    var settings: ConnectFlow.Settings
    var caFile: String?
    var templatesDirectory: String?
    var maximumInFlight: Int
    var logLevel: Logger.Level
    var logFormat: LogFormat

    /// More faults than one are found in one go.
    struct Faults: Error {
        let all: [ConfigurationFault]
    }

    init(_ environment: EnvironmentVariables) throws(Faults) {
        var reader = Reader(environment: environment)
        let provider = reader.read { environment throws(ConfigurationFault) in
            try Providers.make(environment["PROVIDER"] ?? Providers.standard, environment: environment)
        }
        let connectURL = reader.url("CONNECT_API_URL", default: "https://connect.flatpeak.com")
        let keys = reader.read { environment throws(ConfigurationFault) in try Self.keys(environment) }
        settings = ConnectFlow.Settings()
        settings.upstreamTimeout = reader.duration("UPSTREAM_TIMEOUT") ?? settings.upstreamTimeout
        settings.publicURL = environment["PUBLIC_URL"] == nil ? nil : reader.url("PUBLIC_URL", default: "")
        settings.tariffPlanToken = environment["TARIFF_PLAN_TOKEN"].map { Secret($0) }
        settings.isTariffPlanBare = reader.choice("TARIFF_PLAN_FORMAT", ["wrapped": false, "bare": true]) ?? false
        settings.stateDirectory = reader.writableFolder("STATE_DIR")
        let type = try? Providers.type(environment["PROVIDER"] ?? Providers.standard)
        if let type, type is any OAuth2Provider.Type { reader.require("PUBLIC_URL", for: type.profile) }
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

    private static func keys(_ environment: EnvironmentVariables) throws(ConfigurationFault) -> SessionKeys {
        let fix = "set it to the output of: openssl rand -base64 32"
        guard let secret = environment["APP_SECRET"] else {
            throw ConfigurationFault(variable: "APP_SECRET", problem: "is not set", fix: fix)
        }
        let previous = environment["APP_SECRET_PREVIOUS"]?.split(separator: ",").map(String.init) ?? []
        for (variable, text) in [("APP_SECRET", secret)] + previous.map({ ("APP_SECRET_PREVIOUS", $0) })
        where text.count < 32 || Set(text).count < 8 {
            throw ConfigurationFault(
                variable: variable, problem: "is too weak (32 characters or more, and not all alike)", fix: fix)
        }
        return SessionKeys(secret: Secret(secret), previous: previous.map { Secret($0) })
    }
}

/// Reads variables and collects what is wrong with them.
private struct Reader {
    let environment: EnvironmentVariables
    var faults: [ConfigurationFault] = []

    mutating func read<Value>(_ value: (EnvironmentVariables) throws(ConfigurationFault) -> Value) -> Value? {
        do {
            return try value(environment)
        } catch {
            faults.append(error)
            return nil
        }
    }

    mutating func url(_ name: String, default standard: String) -> URL? {
        read { environment throws(ConfigurationFault) in
            try ConfigurationFault.checkedURL(environment[name] ?? standard, variable: name)
        }
    }

    mutating func choice<Value>(_ name: String, _ choices: [String: Value]) -> Value? {
        guard let text = environment[name] else { return nil }
        if let value = choices[text.lowercased()] { return value }
        fault(name, "'\(text)' is not known", "one of: \(choices.keys.sorted().joined(separator: ", "))")
        return nil
    }

    mutating func positiveNumber(_ name: String) -> Int? {
        guard let text = environment[name] else { return nil }
        if let value = Int(text), value > 0 { return value }
        fault(name, "'\(text)' is no positive number", "write it like 8192")
        return nil
    }

    /// `50s`, `500ms`, `1m`, or seconds alone.
    mutating func duration(_ name: String) -> Duration? {
        guard let text = environment[name] else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if let value = Int(digits), value > 0, value < 1_000_000 {
            switch text[digits.endIndex...] {
            case "ms": return .milliseconds(value)
            case "", "s": return .seconds(value)
            case "m": return .seconds(60 * value)
            default: break
            }
        }
        fault(name, "'\(text)' is no duration", "write it like 50s, 500ms or 1m")
        return nil
    }

    mutating func existingPath(_ name: String) -> String? {
        guard let path = environment[name] else { return nil }
        if FileManager.default.isReadableFile(atPath: path) { return path }
        fault(name, "'\(path)' cannot be read", "check the path and its permissions")
        return nil
    }

    mutating func writableFolder(_ name: String) -> String? {
        guard let path = environment[name] else { return nil }
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder,
            FileManager.default.isWritableFile(atPath: path)
        {
            return path
        }
        fault(name, "'\(path)' is no folder that can be written to", "make it, owned by this account, with mode 700")
        return nil
    }

    /// A provider with OAuth2 sends customers back to an absolute address.
    mutating func require(_ name: String, for provider: ProviderProfile) {
        guard environment[name] == nil else { return }
        fault(
            name, "is not set, and customers come back to it from the login at \(provider.displayName)",
            "set it to scheme, host and mount path as customers see them, like https://connect.example.com, and register "
                + "\(name) with /callback behind it as redirect URI with the provider")
    }

    private mutating func fault(_ variable: String, _ problem: String, _ fix: String) {
        faults.append(ConfigurationFault(variable: variable, problem: problem, fix: fix))
    }
}
