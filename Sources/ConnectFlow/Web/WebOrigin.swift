import FoundationEssentials

/// Scheme, host and port of an http or https address (RFC 6454 section 4).
struct WebOrigin: Hashable {
    let scheme: String
    let host: String
    let port: Int
    /// Whether the port was written out. Does not count when two are compared.
    let namesPort: Bool

    static func == (left: WebOrigin, right: WebOrigin) -> Bool {
        (left.scheme, left.host, left.port) == (right.scheme, right.host, right.port)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(scheme)
        hasher.combine(host)
        hasher.combine(port)
    }

    /// Reads the form that browsers send (RFC 6454 section 6.2): `https://host` or `https://host:port`, and nothing more.
    init?(_ text: String) {
        let text = text.lowercased()
        guard let scheme = ["https", "http"].first(where: { text.hasPrefix("\($0)://") }) else { return nil }
        var rest = text.utf8.dropFirst(scheme.utf8.count + 3)
        var port: Int?
        // The last colon, if it does not stand inside the brackets of an address.
        if let colon = rest.lastIndex(of: UInt8(ascii: ":")), rest.last != UInt8(ascii: "]") {
            let digits = rest[rest.index(after: colon)...]
            guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            port = Int(Substring(digits))
            rest = rest[..<colon]
        }
        guard Self.isHost(rest), port.map({ (1...65535).contains($0) }) ?? true else { return nil }
        self.scheme = scheme
        host = String(Substring(rest))
        self.port = port ?? (scheme == "https" ? 443 : 80)
        namesPort = port != nil
    }

    /// The origin of an address.
    init?(_ url: URL) {
        guard let scheme = url.scheme, var host = url.host(percentEncoded: true) else { return nil }
        if host.contains(":"), !host.hasPrefix("[") { host = "[\(host)]" }
        self.init("\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? ""))
    }

    /// As browsers write it: the usual port is left out.
    var text: String { "\(scheme)://\(host)" + (port == (scheme == "https" ? 443 : 80) ? "" : ":\(port)") }

    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        let isAddress = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
        let inside = isAddress ? host.dropFirst().dropLast() : host
        return !inside.isEmpty
            && inside.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                case UInt8(ascii: ":"): isAddress
                default: false
                }
            }
    }
}
