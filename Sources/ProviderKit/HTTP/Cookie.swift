import FoundationEssentials

/// One cookie of a ``CookieJar``.
struct Cookie: Sendable, Codable, Equatable {
    /// Name and value together, as in browsers.
    private static let sizeLimit = 4096

    let name: String
    let value: Secret
    private(set) var host: String
    private(set) var path: String
    private(set) var isSecure = false
    private(set) var coversSubdomains = false
    /// Seconds since 1970; `nil` for as long as the session lasts.
    private(set) var expiresAt: Int?

    /// Reads a `Set-Cookie` field (RFC 6265 sections 5.2 and 5.3).
    ///
    /// - Returns: `nil` for a cookie that the address may not set.
    init?(setCookie: String, from url: URL, now: Date) {
        // RFC 6265bis section 5.6: control characters make the whole field void.
        guard setCookie.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }),
            let host = url.host()?.lowercased()
        else { return nil }
        var parts = setCookie.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[...]
        guard let pair = parts.popFirst(), let separator = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        name = Self.trimmed(pair[..<separator])
        value = Secret(Self.trimmed(pair[pair.index(after: separator)...]))
        self.host = host
        path = Self.directory(of: url.path(percentEncoded: true))
        var age: Int?
        for part in parts {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let value = equals == part.endIndex ? "" : Self.trimmed(part[part.index(after: equals)...])
            switch Self.trimmed(part[..<equals]).lowercased() {
            case "domain" where !value.isEmpty: guard widen(to: value.lowercased()) else { return nil }
            case "path": path = value.hasPrefix("/") ? value : Self.directory(of: url.path(percentEncoded: true))
            case "secure": isSecure = true
            case "max-age": age = Self.age(value) ?? age
            case "expires": expiresAt = CookieDate.seconds(value) ?? expiresAt
            default: break
            }
        }
        if let age { expiresAt = age <= 0 ? 0 : Int(now.timeIntervalSince1970) + age }
        guard !name.isEmpty, size <= Self.sizeLimit, !isSecure || url.scheme == "https", keepsPrefixRules else {
            return nil
        }
    }

    var size: Int { name.utf8.count + value.reveal().utf8.count + 3 }

    func isSame(as other: Cookie) -> Bool { name == other.name && host == other.host && path == other.path }

    func isAlive(at now: Date) -> Bool { expiresAt.map { Double($0) > now.timeIntervalSince1970 } ?? true }

    /// Whether it goes along to an address (RFC 6265 section 5.4).
    func fits(_ url: URL) -> Bool {
        guard let host = url.host()?.lowercased(), !isSecure || url.scheme == "https" else { return false }
        guard host == self.host || (coversSubdomains && host.hasSuffix(".\(self.host)")) else { return false }
        let asked = url.path(percentEncoded: true)
        let path = asked.isEmpty ? "/" : asked
        return path == self.path || path.hasPrefix(self.path.hasSuffix("/") ? self.path : self.path + "/")
    }

    /// `Domain`: the host's own or a parent's, never of an address, and never a whole top-level domain.
    private mutating func widen(to value: String) -> Bool {
        let domain = value.hasPrefix(".") ? String(value.dropFirst()) : value
        let isAddress = host.contains(":") || host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        if host == domain {
            coversSubdomains = !isAddress
            return true
        }
        guard !isAddress, host.hasSuffix(".\(domain)"), domain.contains("."), !domain.hasSuffix(".") else {
            return false
        }
        (host, coversSubdomains) = (domain, true)
        return true
    }

    /// RFC 6265bis section 4.1.3.
    private var keepsPrefixRules: Bool {
        let lowercased = name.lowercased()
        if lowercased.hasPrefix("__host-") { return isSecure && path == "/" && !coversSubdomains }
        return !lowercased.hasPrefix("__secure-") || isSecure
    }

    /// RFC 6265 section 5.1.4, the default path.
    private static func directory(of path: String) -> String {
        guard path.hasPrefix("/"), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex
        else {
            return "/"
        }
        return String(path[..<slash])
    }

    /// Seconds; a number that is too large means "for ever".
    private static func age(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.hasPrefix("-") ? -1 : min(Int(digits) ?? .max, 400 * 86_400)
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let tail = text.drop(while: isBlank)
        let end = tail.lastIndex { !isBlank($0) }.map { tail.index(after: $0) } ?? tail.startIndex
        return String(Substring(tail[..<end]))
    }
}
