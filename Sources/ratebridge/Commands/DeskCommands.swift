import Foundation
import ProviderKit
import Sandbox

/// What the desk says how to go on with: lines that work as they stand.
struct DeskCommands: Sendable {
    let sandboxURL: String
    let profile: ProviderProfile
    /// How this program is called where the lines are typed.
    var program = Self.program(
        CommandLine.arguments.first ?? "ratebridge", in: FileManager.default.currentDirectoryPath,
        path: ProcessInfo.processInfo.environment["PATH"] ?? "")

    /// Its name where a shell finds it; else its path from the working directory, by SwiftPM's short name of the folder.
    static func program(_ called: String, in folder: String, path: String) -> String {
        func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
        let whole =
            called.contains("/")
            ? URL(filePath: called, relativeTo: URL(filePath: folder + "/")).standardizedFileURL.path : called
        let found = path.split(separator: ":").map { "\($0)/ratebridge" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        if !whole.contains("/") || found.map({ resolved($0) == resolved(whole) }) == true { return "ratebridge" }
        for short in [".build/debug/ratebridge", ".build/release/ratebridge"]
        where resolved("\(folder)/\(short)") == resolved(whole) { return short }
        return whole.hasPrefix(folder + "/") ? "./" + whole.dropFirst(folder.count + 1) : whole
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
                (variables + ["\(program) test \(profile.slug)"]).joined(separator: " \\\n  ")),
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
