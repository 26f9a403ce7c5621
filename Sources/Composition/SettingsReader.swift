import ConnectFlow
import FoundationEssentials
import ProviderKit

/// Reads variables and collects what is wrong with them.
struct SettingsReader {
    let environment: EnvironmentVariables
    private(set) var faults: [ConfigurationFault] = []

    init(environment: EnvironmentVariables) { self.environment = environment }

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

    mutating func choice<Value>(_ name: String, _ choices: @autoclosure () -> [String: Value]) -> Value? {
        guard let text = environment[name] else { return nil }
        let choices = choices()
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

    /// A path below the mount that is none of our own.
    mutating func path(_ name: String) -> String? {
        guard let text = environment[name] else { return nil }
        let isPlain = text.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && ![0x22, 0x23, 0x25, 0x3F, 0x5C].contains($0)
        }
        guard text.hasPrefix("/"), text.utf8.count > 1, !text.hasSuffix("/"), isPlain else {
            fault(name, "'\(text)' is no path", "write it like /status")
            return nil
        }
        guard Route(path: text) == nil, Route(path: text + "/ping") == nil else {
            fault(name, "customers' pages are at '\(text)'", "choose another path, like /status")
            return nil
        }
        return text
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
