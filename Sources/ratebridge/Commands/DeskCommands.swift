import Foundation
import ProviderKit
import Sandbox

/// What the desk says how to go on with: lines that work as they stand.
struct DeskCommands: Sendable {
    let sandboxURL: String
    let profile: ProviderProfile
    /// How this program was called: whoever copies a line has it where it was found.
    var program = Self.program()

    /// The path as it is from the working directory.
    private static func program() -> String {
        let path = CommandLine.arguments.first ?? "ratebridge"
        let folder = FileManager.default.currentDirectoryPath + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }

    var all: [Sandbox.Configuration.Command] {
        let port = sandboxURL.split(separator: ":").last.flatMap { Int($0) } ?? 8090
        let settings = SandboxAddresses(port: port).settings(for: [profile])
            .filter { $0.name.hasPrefix(profile.variablePrefix) }
        let customer = Sandbox.customers(of: profile.slug).first ?? Sandbox.customers.first
        var variables = settings.map { "\($0.name)=\($0.value)" }
        if let customer, !profile.loginFields.isEmpty {
            variables += ["TEST_CUSTOMER_USER=\(customer.email)", "TEST_CUSTOMER_PASSWORD=\(customer.password)"]
        }
        return [
            .init(
                "The console test of this provider",
                (variables + ["\(program) test \(profile.slug)"]).joined(separator: " ")),
            .init(
                "The tariff of the newest session, in the terminal",
                "curl -s \(sandboxURL)/desk/tariff.json | \(program) tariff show -"),
            .init("Another link to open", "curl -s -X POST \(sandboxURL)/control/token"),
            .init("What a broken rule is for", "\(program) explain gap_in_time_period"),
            .init(
                "A provider of your own", "\(program) new MoonPower --flatpeak-id prv_000000000000000000000000"),
        ]
    }
}
