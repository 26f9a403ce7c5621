import FoundationEssentials

@testable import ConnectFlow

extension FuzzTarget {
    /// Addresses that the browser is sent to, and those that a page prints.
    static let redirect = FuzzTarget(name: "redirect") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let printed = PrintableURL.check(text) {
            try require(printed == text && isOrdinary(text), "a printed address is the one that was checked")
            try checkWeb(text, isLoopback: { $0.hasPrefix("127.") || loopback.contains($0) })
        }
        guard let target = RedirectTarget(text) else { return }
        try require(target.location == text && isOrdinary(text), "a target is the address that was checked")
        let scheme = text.prefix { $0 != ":" }.lowercased()
        if scheme == "https" || scheme == "http" {
            try checkWeb(text, isLoopback: loopback.contains)
        } else {
            let harmful = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source", "filesystem"]
            try require(!harmful.contains(scheme), "no scheme that runs or reads")
            try require(text.dropFirst(scheme.count).hasPrefix(":/"), "an app's scheme has a path or a host")
        }
    }

    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// Nothing that a browser repairs, and nothing that ends a header field or an attribute.
    private static func isOrdinary(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\`".utf8.contains($0) }
    }

    /// Reads scheme and host as the URL standard has it for an address without repairs (WHATWG URL section 4.4).
    private static func checkWeb(_ text: String, isLoopback: (String) -> Bool) throws {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        let rest = text.dropFirst(scheme.count)
        try require(rest.hasPrefix("://"), "a host follows the scheme")
        let authority = rest.dropFirst(3).prefix { !"/?#\\".contains($0) }.lowercased()
        try require(!authority.isEmpty && !authority.contains("@"), "a host, and nobody's name before it")
        let host =
            authority.hasPrefix("[")
            ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        try require(!host.contains("%"), "a host as it is written")
        try require(scheme == "https" || isLoopback(String(host)), "http on loopback only")
        let port = authority.dropFirst(host.count)
        try require(port.isEmpty || port.dropFirst().allSatisfy(\.isNumber), "a port of digits")
    }
}
