/// Decides which URLs that came from elsewhere may be printed into a page.
enum PrintableURL {
    /// The URL itself where it is an absolute https URL, or http on loopback; nil for everything else.
    ///
    /// Blanks, control characters, backslashes, quotes, angle brackets, non-ASCII bytes and a user name before the host
    /// are refused: browsers read some of them otherwise than people do.
    static func check(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2048, text.utf8.allSatisfy(isPlain) else { return nil }
        let bytes = text.utf8[...]
        if let host = host(of: bytes, scheme: "https://"), !host.isEmpty { return text }
        if let host = host(of: bytes, scheme: "http://"), isLoopback(String(host) ?? "") { return text }
        return nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return false }
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "`"):
            return false
        default: return true
        }
    }

    /// The host of a URL with this scheme, without its port; nil where either is something else.
    private static func host(of url: Substring.UTF8View, scheme: String) -> Substring.UTF8View? {
        let start = url.prefix(scheme.utf8.count)
        // Letters differ from their capitals in one bit; ":" and "/" have it set.
        guard start.elementsEqual(scheme.utf8, by: { $0 | 0x20 == $1 }) else { return nil }
        let authority = url[start.endIndex...].prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        var host = authority
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), authority.last != UInt8(ascii: "]") {
            host = authority[..<colon]
            let port = authority[authority.index(after: colon)...]
            guard port.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        }
        return isHost(host) ? host : nil
    }

    /// A name or an address: nothing else, so no user name and `@` before it. Colons are for addresses in brackets only.
    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        let isAddress = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
        let inside = isAddress ? host.dropFirst().dropLast() : host
        return !inside.isEmpty
            && inside.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    true
                case UInt8(ascii: ":"): isAddress
                default: false
                }
            }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
