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
        let named = provider ?? EnvironmentVariables(ProcessInfo.processInfo.environment)["PROVIDER"]
        if let named { _ = try Providers.known(named) }
        let script = try Self.script(from: URL(filePath: FileManager.default.currentDirectoryPath))
        try Self.check(script)
        if let port { setenv("PORT", "\(port)", 1) }
        if let provider { setenv("PROVIDER", provider, 1) }
        // The script takes this process's place, so that Ctrl-C and the exit code are its own.
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup(script), nil]
        execv(script, arguments)
        throw Failure("\(script) cannot be run: \(String(cString: strerror(errno))).", fix: "check its mode: chmod +x")
    }

    /// A folder above may be anybody's: what is run must be this user's or root's, and nobody else's to change.
    static func check(_ script: String, user: uid_t = getuid(), sudoUser: String? = nil) throws(Failure) {
        let sudoUser = sudoUser ?? ProcessInfo.processInfo.environment["SUDO_UID"]
        let trusted = Set([user, 0] + (user == 0 ? [sudoUser.flatMap { uid_t($0) }].compactMap(\.self) : []))
        let folder = (script as NSString).deletingLastPathComponent
        for path in [script, folder, (folder as NSString).deletingLastPathComponent] {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw Failure("\(path) cannot be looked at: \(String(cString: strerror(errno))).")
            }
            // In a folder with the sticky bit, such as /tmp, everybody may only change what is their own.
            let isOpen = status.st_mode & S_IWOTH != 0 && status.st_mode & S_ISVTX == 0
            guard trusted.contains(status.st_uid), !isOpen else {
                let reason = isOpen ? "may be changed by everybody" : "is another user's"
                throw Failure(
                    "\(script) was not run: \(path) \(reason).",
                    fix: "look at it; if you trust it, run it yourself: \(script)")
            }
        }
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
