import Composition
import ConnectFlow
import FastCGI
import Foundation
import ProviderKit

/// Looks at an installation, one check after the other.
struct Doctor: Sendable {
    let checks: [any Check]
    /// What was not looked at, and the option that changes that.
    let notLookedAt: [String]

    init(_ installation: Installation, transport: some HTTPTransport) {
        let server = installation.server
        let socket = installation.socket ?? server?.socket
        var checks: [any Check] = [
            SettingsCheck(installation: installation), SecretCheck(variables: installation.variables),
            EnvFileCheck(path: installation.envFile, webRoots: server?.roots ?? []),
            StateFolderCheck(path: installation.configuration.settings.stateDirectory),
            TokenCheck(isSet: installation.variables["TARIFF_PLAN_TOKEN"] != nil),
            CertificatesCheck(caFile: installation.configuration.caFile, now: Date()),
            TimeZonesCheck(),
            ProcessCheck(maximumInFlight: installation.configuration.maximumInFlight, socket: socket), QueueCheck(),
            ConnectCheck(url: installation.configuration.connectURL, transport: transport),
        ]
        var notLookedAt: [String] = []
        if let socket {
            checks.append(SocketCheck(address: socket, user: installation.webUser ?? server?.user))
        } else {
            notLookedAt.append("the socket (--socket unix:PATH)")
        }
        if let server {
            checks.append(
                ServerConfigurationCheck(
                    server: server, upstreamTimeout: installation.configuration.settings.upstreamTimeout))
        } else {
            notLookedAt.append("the web server's time-outs and buffers (--server-config FILE)")
        }
        if let url = installation.url {
            checks.append(
                SiteCheck(
                    url: url, publicURL: installation.configuration.settings.publicURL, transport: transport))
        } else {
            notLookedAt.append("the pages (their URL, as customers see it)")
        }
        self.checks = checks
        self.notLookedAt = notLookedAt
    }

    /// Everything that is found; each finding is told as soon as there is one.
    func run(_ steps: Steps?, _ tell: (Finding) -> Void) async -> [Finding] {
        var findings: [Finding] = []
        for check in checks {
            let found =
                if let steps {
                    await steps.during(check.name) { await check.findings() }
                } else {
                    await check.findings()
                }
            found.forEach(tell)
            findings += found
        }
        return findings
    }
}
