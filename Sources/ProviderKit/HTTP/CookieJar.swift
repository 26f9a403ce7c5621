public import FoundationEssentials

/// The cookies of one sign-in at a provider's site (RFC 6265, as far as one site and one session need it).
///
/// Encodes with its values as secrets, so that a provider's grant can hold it.
public struct CookieJar: Sendable, Codable, Equatable {
    /// More than any sign-in sets.
    private static let countLimit = 50
    /// Names and values together: little enough for a header field.
    private static let sizeLimit = 16 * 1024
    private var cookies: [Cookie] = []

    /// An empty jar.
    public init() {}

    /// Takes in a `Set-Cookie` field; one that this address may not set is ignored.
    ///
    /// Where the jar is full, the oldest cookies go. `Max-Age` counts from `now`.
    public mutating func store(_ setCookie: String, from url: URL, at now: Date = Date()) {
        guard let cookie = Cookie(setCookie: setCookie, from: url, now: now) else { return }
        let same = cookies.firstIndex { $0.isSame(as: cookie) }
        // RFC 6265bis section 5.7: what came over https is not replaced over http.
        if let same, cookies[same].isSecure, url.scheme != "https" { return }
        guard cookie.isAlive(at: now) else {
            if let same { cookies.remove(at: same) }
            return
        }
        if let same { cookies[same] = cookie } else { cookies.append(cookie) }
        while cookies.count > Self.countLimit || cookies.reduce(0, { $0 + $1.size }) > Self.sizeLimit {
            cookies.removeFirst()
        }
    }

    /// The `Cookie` field for an address at a time; `nil` where no cookie fits.
    public func header(for url: URL, at now: Date = Date()) -> Secret? {
        let fitting = cookies.filter { $0.fits(url) && $0.isAlive(at: now) }
        guard !fitting.isEmpty else { return nil }
        // The longer path first (RFC 6265 section 5.4), else as they came; the sort is stable.
        let sorted = fitting.sorted { $0.path.utf8.count > $1.path.utf8.count }
        return Secret(sorted.map { "\($0.name)=\($0.value.reveal())" }.joined(separator: "; "))
    }
}
