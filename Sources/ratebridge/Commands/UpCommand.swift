import ArgumentParser
import Foundation
import ProviderKit
import Providers

/// The command's face of `deploy/up`.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Build and run everything on this machine: sandbox, responder, nginx, and the desk.",
        discussion: """
            Runs deploy/up of the checkout that the working directory is in. Ctrl-C stops all of it.

            Example:
              ratebridge up --provider octopus-energy-uk --port 9000

            Exit codes: 0 stopped, 1 there is no checkout or a part of it stopped, 2 wrong call.
            """)

    @Option(help: "nginx's port; where it is taken, the next free one (default: the variable PORT, or 8080).")
    var port: Int?

    @Option(
        help: "The provider to serve (default: the variable PROVIDER).",
        completion: .list(Providers.profiles.map(\.slug)))
    var provider: String?

    func validate() throws {
        guard let port, !(1...65_535).contains(port) else { return }
        throw ValidationError("--port \(port): a port is from 1 to 65535")
    }

    func run() throws {
        if let provider { _ = try Providers.type(provider) }
        let script = try Self.script(from: URL(filePath: FileManager.default.currentDirectoryPath))
        if let port { setenv("PORT", "\(port)", 1) }
        if let provider { setenv("PROVIDER", provider, 1) }
        // The script takes this process's place, so that Ctrl-C and the exit code are its own.
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup(script), nil]
        execv(script, arguments)
        throw Failure("\(script) cannot be run: \(String(cString: strerror(errno))).", fix: "check its mode: chmod +x")
    }

    /// The script of the checkout that a folder is in.
    static func script(from folder: URL) throws(Failure) -> String {
        let script = (try? Scaffold.root(from: folder))?.appending(path: "deploy/up").path
        guard let script, FileManager.default.fileExists(atPath: script) else {
            throw Failure(
                "deploy/up is not here: this is not in a checkout of Ratebridge.",
                fix: """
                    run this in a checkout. With the programs alone, start the parts yourself:
                      ratebridge sandbox                                  prints what to set
                      ratebridge-fcgi --listen unix:/tmp/ratebridge.sock  with those settings
                      ratebridge deploy nginx --socket /tmp/ratebridge.sock   for a web server in front
                    """)
        }
        return script
    }
}
