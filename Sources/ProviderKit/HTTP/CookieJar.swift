public import FoundationEssentials

/// The cookies of one sign-in at a provider's site (RFC 6265, as far as one site and one session need it).
///
/// Encodes with its values as secrets, so that a provider's grant can hold it.
public struct CookieJar: Sendable, Codable, Equatable {
    private struct Cookie: Sendable, Codable, Equatable {
        var name: String
        var value: Secret
        var host: String
        var path: String
        var isSecure: Bool
        var coversSubdomains: Bool
    }

    /// More than any sign-in sets, and little enough for a header field.
    private static let limit = 50
    private var cookies: [Cookie] = []

    /// An empty jar.
    public init() {}

    /// Takes in a `Set-Cookie` field; one that this host may not set is ignored.
    public mutating func store(_ setCookie: String, from url: URL) {
        var parts = setCookie.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)[...]
        guard let pair = parts.popFirst(), let separator = pair.firstIndex(of: "="),
            let host = url.host()?.lowercased()
        else { return }
        let directory = url.path.lastIndex(of: "/").map { String(url.path[..<$0]) } ?? ""
        var cookie = Cookie(
            name: Self.trimmed(pair[..<separator]), value: Secret(Self.trimmed(pair[pair.index(after: separator)...])),
            host: host, path: directory.isEmpty ? "/" : directory, isSecure: false, coversSubdomains: false)
        var isExpired = false
        for part in parts {
            let attribute = part.split(separator: "=", maxSplits: 1).map(Self.trimmed)
            let value = attribute.count > 1 ? attribute[1] : ""
            switch attribute.first?.lowercased() {
            case "domain":
                let domain = value.lowercased().drop { $0 == "." }
                guard Self.host(host, isWithin: String(domain)), domain.contains(".") || domain == host else { return }
                (cookie.host, cookie.coversSubdomains) = (String(domain), true)
            case "path" where value.hasPrefix("/"): cookie.path = value
            case "secure": cookie.isSecure = true
            case "max-age": isExpired = Int(value).map { $0 <= 0 } ?? false
            default: break
            }
        }
        cookies.removeAll { $0.name == cookie.name && $0.host == cookie.host && $0.path == cookie.path }
        if !isExpired, !cookie.name.isEmpty, cookies.count < Self.limit { cookies.append(cookie) }
    }

    /// The `Cookie` field for an address; `nil` where no cookie fits.
    public func header(for url: URL) -> Secret? {
        guard let host = url.host()?.lowercased() else { return nil }
        let path = url.path.isEmpty ? "/" : url.path
        let fitting = cookies.filter { cookie in
            (cookie.coversSubdomains ? Self.host(host, isWithin: cookie.host) : host == cookie.host)
                && Self.path(path, isWithin: cookie.path) && (!cookie.isSecure || url.scheme == "https")
        }
        guard !fitting.isEmpty else { return nil }
        return Secret(fitting.map { "\($0.name)=\($0.value.reveal())" }.joined(separator: "; "))
    }

    private static func host(_ host: String, isWithin domain: String) -> Bool {
        host == domain || host.hasSuffix(".\(domain)")
    }

    private static func path(_ path: String, isWithin prefix: String) -> Bool {
        path == prefix || path.hasPrefix(prefix.hasSuffix("/") ? prefix : prefix + "/")
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let tail = text.drop(while: isBlank)
        return String(tail.prefix(upTo: tail.lastIndex { !isBlank($0) }.map { tail.index(after: $0) } ?? tail.startIndex))
    }
}
