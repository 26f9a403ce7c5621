import FoundationEssentials
import HTTPTypes

/// Whether a browser says where a request comes from, and whether that is our own page.
enum Origin: Hashable {
    case own
    case foreign
    /// An old browser, or no browser: the session cookie decides, which is SameSite.
    case unknown

    /// Judges a request that changes something.
    ///
    /// `Sec-Fetch-Site` (Fetch Metadata) decides where it is sent; else `Origin` (RFC 6454) must be that of `PUBLIC_URL`,
    /// or without one the host that the customer asked for. nginx's stock parameters drop the port from that host, so
    /// then a host alone matches.
    init(of head: HTTPRequest, publicURL: URL?) {
        if let site = head.headerFields[.secFetchSite] {
            self = site == "same-origin" ? .own : .foreign
        } else if let origin = head.headerFields[.origin] {
            self = Self.isOwn(origin, head, publicURL) ? .own : .foreign
        } else {
            self = .unknown
        }
    }

    private static func isOwn(_ origin: String, _ head: HTTPRequest, _ publicURL: URL?) -> Bool {
        guard let origin = URL(string: origin), let host = origin.host()?.lowercased() else { return false }
        if let publicURL {
            return origin.scheme == publicURL.scheme && host == publicURL.host()?.lowercased()
                && port(of: origin) == port(of: publicURL)
        }
        guard let asked = head.authority.flatMap({ URL(string: "\(origin.scheme ?? "http")://\($0)") }),
            host == asked.host()?.lowercased()
        else { return false }
        return asked.port == nil || port(of: asked) == port(of: origin)
    }

    private static func port(of url: URL) -> Int {
        url.port ?? (url.scheme == "https" ? 443 : 80)
    }
}

extension HTTPRequest {
    /// Whether a browser says that this is no navigation: a prefetch, an image, a script. Such a request starts no session.
    var isNoNavigation: Bool {
        headerFields[.secFetchMode].map { $0 != "navigate" } ?? false
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        // Only literals that are field names come here.
        HTTPField.Name(name) ?? .from
    }
    static let secFetchSite = known("Sec-Fetch-Site")
    static let secFetchMode = known("Sec-Fetch-Mode")
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
}
