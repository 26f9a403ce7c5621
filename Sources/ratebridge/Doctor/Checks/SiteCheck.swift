import Foundation
import HTTPTypes
import ProviderKit

/// What a customer gets: the first page, what it needs, its cookie.
struct SiteCheck<Transport: HTTPTransport>: Check {
    let name = "page"
    /// The mount as customers see it; with a connect token, the session's cookie is looked at too.
    let url: URL
    let publicURL: URL?
    let transport: Transport

    func findings() async -> [Finding] {
        let page: HTTPAnswer
        do {
            page = try await get(url)
        } catch {
            let fix = "start the web server, and check the address, its port and its certificate"
            return [.fault(name, ConnectCheck<Transport>.text(error, url), fix: fix)] + (await exposed)
        }
        guard let ours = SitePage(page) else {
            return [page.statusCode == 502 ? await badGateway : foreign(page)] + (await exposed)
        }
        let mounted = await mount(ours)
        let first: [Finding] =
            page.statusCode < 500
            ? [.ok(name, "\(HTTPCall(.get, url)) is ours")]
            : [.warning(name, "our own page with status \(page.statusCode)", fix: "see what doctor says of Connect")]
        return first + [mounted] + cookie(page) + (await exposed)
    }

    private func get(_ url: URL) async throws(HTTPFailure) -> HTTPAnswer {
        try await transport.send(HTTPCall(.get, url), deadline: .now + .seconds(60))
    }

    /// An address beside the first page's, as `below("/api/tariff_plan")`.
    private func below(_ path: String) -> URL? { at(mountPath + path) }

    private func at(_ path: String) -> URL? {
        guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return nil }
        parts.percentEncodedPath = path
        parts.query = nil
        return parts.url
    }

    private var mountPath: String { url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path }

    // MARK: - No page of ours

    /// A short answer that comes, where the page does not, means that the page's head is too long.
    private var badGateway: Finding {
        get async {
            if let url = below("/api/tariff_plan"), let short = try? await get(url), short.statusCode != 502 {
                return .fault(
                    "buffers",
                    "the first page is a 502, short answers arrive: the web server's buffers are smaller than our headers",
                    fix: "nginx: fastcgi_buffer_size 8k; fastcgi_buffers 8 8k; (as in deploy/nginx/pass.conf)")
            }
            return .fault(
                name, "the web server answers 502: it does not reach the responder",
                fix: "see its error log, and what doctor says of the socket (--socket unix:PATH)")
        }
    }

    private func foreign(_ answer: HTTPAnswer) -> Finding {
        if [503, 504].contains(answer.statusCode) {
            return .fault(
                name, "the web server answers \(answer.statusCode), and not with a page of ours",
                fix: "see its error log, and what doctor says of the socket (--socket unix:PATH)")
        }
        return .fault(
            name, "\(HTTPCall(.get, url)) answers \(answer.statusCode), and not with a page of ours",
            fix:
                "check the location or alias in the web server\'s configuration (deploy/nginx, deploy/apache, deploy/lighttpd)"
        )
    }

    // MARK: - The mount

    private func mount(_ page: SitePage) async -> Finding {
        let fix =
            "set PUBLIC_URL to \(url.scheme ?? "https")://\(url.host() ?? "")\(url.port.map { ":\($0)" } ?? "")\(mountPath), or send SCRIPT_NAME and PATH_INFO (nginx: fastcgi_split_path_info and deploy/nginx/fastcgi_params)"
        guard page.mount == mountPath else {
            return .fault(
                "mount",
                "the page is at \(mountPath)/, and takes itself to be at \(page.mount)/: PATH_INFO is missing, or PUBLIC_URL names another path",
                fix: fix)
        }
        guard let url = at(page.mount + page.stylesheet), let answer = try? await get(url), answer.statusCode == 200,
            answer.headerFields[.contentType]?.hasPrefix("text/css") == true
        else {
            return .fault(
                "mount", "the page is there, but not its style sheet, \(page.mount)\(page.stylesheet)",
                fix: "pass everything below the mount to the responder, \(mountPath)/assets/ too")
        }
        return .ok("mount", "\(mountPath)/, assets too")
    }

    // MARK: - The cookie

    private func cookie(_ page: HTTPAnswer) -> [Finding] {
        let cookies = page.headerFields[values: .setCookie].filter { $0.contains("rb_") }
        guard !cookies.isEmpty else { return [] }
        let isPublic = url.scheme == "https" || publicURL?.scheme == "https"
        guard isPublic, cookies.contains(where: { !$0.contains("; Secure") }) else {
            return [.ok("cookie", isPublic ? "Secure" : "plain http, as the address is")]
        }
        return [
            .fault(
                "cookie",
                "customers come by https, and the session's cookie is not Secure: a proxy ends TLS, and the responder takes it for http",
                fix: "set PUBLIC_URL=https://… for the responder and restart it; X-Forwarded-Proto is not looked at")
        ]
    }

    // MARK: - What nobody should get

    private var exposed: [Finding] {
        get async {
            let names = ["/.env", "/.env~", "/.env.bak", "/.env.old"]
            for path in Set(names + names.map { mountPath + $0 } + [mountPath + "/env.blank"]).sorted() {
                guard let url = at(path), let answer = try? await get(url), answer.statusCode == 200,
                    String(decoding: answer.body, as: UTF8.self).contains("APP_SECRET")
                else { continue }
                return [
                    .fault(
                        "env file", "the web server gives the settings to everybody, at \(path)",
                        fix: "move the file out of the web's folders, and change every secret that is in it")
                ]
            }
            return []
        }
    }
}

/// A page of ours.
struct SitePage {
    /// Where it takes itself to be: `/connect`; empty at the root.
    let mount: String
    /// Below the mount.
    let stylesheet: String

    /// - Returns: `nil` for another's.
    init?(_ answer: HTTPAnswer) {
        let policy = answer.headerFields[.contentSecurityPolicy] ?? ""
        let text = String(decoding: answer.body, as: UTF8.self)
        let link = text.firstMatch(of: /<link rel="stylesheet" href="([^"]*)(\/assets\/[^"]+)"/)
        guard let link, policy.hasPrefix("default-src 'none'") else { return nil }
        (mount, stylesheet) = (String(link.1), String(link.2))
    }
}
