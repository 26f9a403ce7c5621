import FoundationEssentials
import ProviderTesting
import Providers

/// The variables of a responder that a journey depends on, fit for its file.
struct RecordedSettings {
    private(set) var settings: [ReplayFile.Setting] = []
    /// Values by the names that stand for them.
    private(set) var secrets: [String: String] = [:]
    private(set) var addresses: [Address] = []

    /// Where the responder calls, and what the file says instead.
    struct Address {
        let real: String
        let written: String
    }

    init(_ environment: [String: String]) {
        let provider = environment["PROVIDER"] ?? Providers.standard
        let prefix = provider.uppercased().replacing("-", with: "_") + "_"
        settings = [.init(name: "PROVIDER", value: provider)]
        let common = ["CONNECT_API_URL", "PUBLIC_URL", "TARIFF_PLAN_FORMAT", "TARIFF_PLAN_TOKEN"]
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            if common.contains(name) || name.hasPrefix(prefix) { add(name, value) }
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        if name == "PUBLIC_URL" || ["TOKEN", "SECRET", "KEY", "CLIENT_ID"].contains(where: name.hasSuffix) {
            secrets[name.lowercased()] = value
            settings.append(.init(name: name, value: Placeholder.text(name.lowercased())))
        } else if name.hasSuffix("_URL"), let url = URL(string: value), url.host() != nil {
            let written = "http://upstream.example" + url.path(percentEncoded: true)
            addresses.append(Address(real: value, written: written))
            settings.append(.init(name: name, value: written))
        } else {
            settings.append(.init(name: name, value: value))
        }
    }
}
