import ArgumentParser
import Composition
import FastCGI
import Foundation
import ProviderKit

/// Finds the usual faults of an installation.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find the usual faults of an installation, and say the fix for each.",
        discussion: """
            Reads the settings as the responder does, and looks at the files, the socket, the web server's configuration, \
            Connect and the pages. Nothing is changed, and no secret is printed. With an address that `ratebridge token` \
            prints, the session's cookie is looked at too.

            Example:
              sudo ratebridge doctor https://connect.example.com/ --env-file /etc/ratebridge/env \\
                --server-config /etc/nginx/nginx.conf

            Exit codes: 0 all is well, 1 there are warnings, 2 there are faults, or the call was wrong.
            """)

    @Argument(help: "The pages' address as customers see it.", transform: Self.address)
    var url: URL?

    @Option(help: "A file of settings to read instead of .env.", completion: .file())
    var envFile: String?

    @Option(
        help:
            "Where the responder listens: unix:PATH or HOST:PORT (default: what the web server's configuration says).",
        transform: Self.socket)
    var socket: ListenAddress?

    @Option(help: "The configuration of nginx, Apache or lighttpd.", completion: .file())
    var serverConfig: String?

    @Option(help: "The account that the web server runs as (default: what its configuration says).")
    var webUser: String?

    @Flag(help: "Print the findings as JSON, for monitoring.")
    var json = false

    @Option(
        name: [.customLong("colour"), .customLong("color")],
        help: "Colours in the terminal; auto heeds NO_COLOR and pipes.")
    var colour = ColourChoice.auto

    func run() async throws {
        var installation = try Installation(environment: ProcessInfo.processInfo.environment, envFile: envFile)
        installation.url = url
        installation.socket = socket
        installation.server = try serverConfig.map { path throws(WrongCall) in
            do { return try ServerConfiguration(path: path) } catch { throw WrongCall("\(error)") }
        }
        installation.webUser = webUser
        let transport = NetworkTransport(caFile: usableAuthorities(installation))
        let doctor = Doctor(installation, transport: transport)
        let console = Console.output.with(colour)
        let findings = await doctor.run(json ? nil : Steps(console: console)) { finding in
            if !json { console.line(Report.text(finding, on: console.terminal)) }
        }
        await transport.shutdown()
        if json {
            console.line(try Report.json(findings))
        } else {
            if !doctor.notLookedAt.isEmpty {
                console.line("\n  Not looked at: " + doctor.notLookedAt.joined(separator: "; ") + ".")
            }
            console.line("\n" + Report.summary(findings))
        }
        let worst = Report.worst(findings)
        guard worst == .ok else { throw ExitCode(worst.exitCode) }
    }

    /// A file without a certificate in it would end every call in the same riddle; it has a finding of its own.
    private func usableAuthorities(_ installation: Installation) -> String? {
        guard let file = installation.configuration.caFile,
            let data = FileManager.default.contents(atPath: file),
            !CertificateFile(String(decoding: data, as: UTF8.self)).ends.isEmpty
        else { return nil }
        return file
    }

    private static func address(_ text: String) throws -> URL {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host()?.isEmpty == false,
            url.user() == nil
        else {
            throw ValidationError("'\(text.printable)' is no address; write it like https://connect.example.com/")
        }
        return url
    }

    private static func socket(_ text: String) throws -> ListenAddress {
        do { return try ListenAddress(text.hasPrefix("/") ? "unix:\(text)" : text) } catch {
            throw ValidationError("\(error)")
        }
    }
}
