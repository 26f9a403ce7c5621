import FoundationEssentials

/// Where Connect may send the customer: back to the app.
public struct RedirectTarget: Hashable, Sendable {
    /// The address, fit for a `Location` field.
    public let location: String

    /// Longer than any that Connect sends.
    private static let lengthLimit = 2048
    /// Schemes that run code, read files, start a program of the system's or leave the browser's rules.
    private static let refused: Set<String> = [
        "about", "afp", "blob", "callto", "cid", "content", "data", "dict", "facetime", "feed", "file", "filesystem",
        "ftp",
        "ftps", "gopher", "hcp", "imap", "intent", "irc", "jar", "javascript", "ldap", "ldaps", "livescript", "mailto",
        "market", "mhtml", "mid", "mk", "mms", "mocha", "news", "nfs", "nntp", "res", "resource", "rtsp", "search",
        "sftp",
        "shell", "sip", "sips", "skype", "slack", "smb", "sms", "smsto", "ssh", "steam", "tel", "telnet", "tftp", "urn",
        "vbscript", "view-source", "webcal", "ws", "wss", "wyciwyg", "xmpp",
    ]
    /// Families of such schemes.
    private static let refusedBeginnings = [
        "android-", "brave", "chrome", "edge", "firefox", "googlechrome", "itms", "microsoft-", "moz-", "ms-", "opera",
        "safari-", "search-", "vnd.", "web+", "x-apple", "x-javascript",
    ]

    /// Checks an address (FlatPeak protocol, section 2): https, http on loopback, or an app's own scheme.
    ///
    /// - Returns: `nil` for everything else, for control characters, spaces, and anything beyond ASCII.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.lengthLimit, text.utf8.allSatisfy(Self.isSafe),
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let url = URL(string: text)
        else { return nil }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        guard Self.isScheme(scheme), !Self.refused.contains(scheme),
            !Self.refusedBeginnings.contains(where: scheme.hasPrefix)
        else { return nil }
        switch scheme {
        case "https", "http":
            guard rest.hasPrefix("//"), !rest.hasPrefix("///"), let host = url.host()?.lowercased(), !host.isEmpty,
                url.user() == nil, url.password() == nil
            else { return nil }
            // Read once more, strictly: what two readers of addresses see differently is refused.
            let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
            guard let origin = WebOrigin("\(scheme)://\(authority)"), url.port.map({ $0 == origin.port }) ?? true else {
                return nil
            }
            guard scheme == "https" || ["localhost", "127.0.0.1", "[::1]"].contains(origin.host) else { return nil }
        default:
            guard rest.hasPrefix("/"), rest.utf8.contains(where: { $0 != UInt8(ascii: "/") }) else { return nil }
        }
        location = text
    }

    /// RFC 3986 section 2, without what browsers repair (`\`) and what a header or attribute might trip over.
    private static func isSafe(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }

    private static func isScheme(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
        }
    }
}
