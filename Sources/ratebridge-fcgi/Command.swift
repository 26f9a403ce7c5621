import ArgumentParser
import FastCGI
import ProviderKit

/// The options of the responder. In CGI mode they are never looked at.
struct Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratebridge-fcgi",
        abstract: "Serves the Connect pages of one energy provider to a web server, over FastCGI.",
        discussion: """
            It serves on a socket that it was handed over (spawn-fcgi, mod_fcgid, systemd), or else on --listen. Started by \
            a web server as a CGI program, it answers one request.

            Settings come from the environment or from a file .env in the working directory; .env.blank lists them.

            Example:
              APP_SECRET=$(ratebridge keys generate) ratebridge-fcgi --listen unix:/run/ratebridge/fcgi.sock
            """,
        version: version)

    static let version = "0.1.0"

    @Option(help: "unix:PATH or HOST:PORT.")
    var listen: String?

    @Option(name: .long, help: "A file of settings to read instead of .env.")
    var envFile: String?

    @Flag(help: "Say everything that is wrong with the settings, and stop.")
    var checkConfig = false
}
