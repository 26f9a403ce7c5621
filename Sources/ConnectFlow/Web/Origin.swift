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
        guard let origin = WebOrigin(origin) else { return false }
        if let publicURL { return origin == WebOrigin(publicURL) }
        // Behind a proxy that ends TLS we may think that it is plain http; the other way round cannot be.
        guard let authority = head.authority, let asked = WebOrigin("\(origin.scheme)://\(authority)"),
            origin.host == asked.host, head.scheme != "https" || origin.scheme == "https"
        else { return false }
        return !asked.namesPort || asked.port == origin.port
    }
}

extension HTTPRequest {
    /// Whether a browser says that this is no navigation: a prefetch, an image, a script. Such a request starts no session.
    var isNoNavigation: Bool {
        if let mode = headerFields[.secFetchMode], mode != "navigate" { return true }
        return [HTTPField.Name.secPurpose, .purpose].contains {
            headerFields[$0]?.lowercased().hasPrefix("prefetch") == true
        }
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        // Only literals that are field names come here.
        HTTPField.Name(name) ?? .from
    }
    static let secFetchSite = known("Sec-Fetch-Site")
    static let secFetchMode = known("Sec-Fetch-Mode")
    static let purpose = known("Purpose")
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
}
