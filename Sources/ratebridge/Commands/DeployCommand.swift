import ArgumentParser
import Foundation
import ProviderKit
import Providers

/// Renders the configurations that are shipped.
struct DeployCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Render the configuration of a web server, of shared hosting or of systemd.",
        discussion: """
            From the files of deploy/, which are inside the program. Without --out they are printed, each after a line \
            with its name. Nothing is overwritten. What comes next is said on standard error.

            Example:
              ratebridge deploy nginx --mount /connect/lunar --host example.com --out site

            Exit codes: 0 rendered, 1 it cannot be written, 2 wrong call.
            """)

    @Argument(help: "What for.")
    var kind: Deployment.Kind

    @Option(help: "The path below which the pages are; / for a host of their own.")
    var mount = "/"

    @Option(help: "The responder's socket.")
    var socket = "/run/ratebridge/fcgi.sock"

    @Option(help: "The site's name.")
    var host = "connect.example.com"

    @Option(help: "The provider that is served.", completion: .list(Providers.profiles.map(\.slug)))
    var provider: String?

    @Option(help: "Apache's way to the responder.")
    var module = Deployment.Module.proxy

    @Option(help: "The folder to write into, instead of printing.", completion: .directory)
    var out: String?

    func run() throws {
        if let provider { _ = try Providers.type(provider) }
        let place = try DeploymentPlace(mount: mount, socket: socket, host: host)
        let deployment = Deployment(kind: kind, place: place, module: module, provider: provider)
        let files = try deployment.files()
        if let out {
            try write(files, to: URL(filePath: out))
        } else {
            for file in files { Console.output.write("### \(file.path)\n\(file.text)\n") }
        }
        Console.errors.line(deployment.nextSteps(in: out))
    }

    private func write(_ files: [Deployment.File], to folder: URL) throws {
        let manager = FileManager.default
        if let file = files.first(where: { manager.fileExists(atPath: folder.appending(path: $0.path).path) }) {
            throw Failure(
                "\(file.path) is there already; nothing was written.", fix: "take another --out, or remove it.")
        }
        let folders = [folder] + files.map { folder.appending(path: $0.path).deletingLastPathComponent() }
        if let file = folders.first(where: { manager.fileExists(atPath: $0.path) && !$0.isFolder }) {
            throw Failure(
                "\(file.path) is a file, where a folder belongs; nothing was written.", fix: "take another --out.")
        }
        for file in files {
            let url = folder.appending(path: file.path)
            do {
                try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url)
                try manager.setAttributes([.posixPermissions: file.isProgram ? 0o755 : 0o644], ofItemAtPath: url.path)
            } catch {
                throw Failure("\(url.path) cannot be written.", fix: "check the folder and its mode.")
            }
            Console.errors.line("  \(file.path)")
        }
    }
}

extension URL {
    fileprivate var isFolder: Bool { (try? resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false }
}
