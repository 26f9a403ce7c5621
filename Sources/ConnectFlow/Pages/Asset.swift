/// A file to serve below `/assets/`.
public struct Asset: Sendable, Hashable {
    /// The whole file.
    public let bytes: [UInt8]
    /// The media type, with its charset where it is text.
    public let contentType: String
    /// Whether the address changes with the content, so that browsers may keep it for a year.
    public let isImmutable: Bool
}

/// The assets by name, each with an address that carries a hash of its content.
struct AssetShelf: Sendable {
    private struct Entry: Sendable {
        let bytes: [UInt8]
        let address: String
    }

    private var entries: [String: Entry] = [:]

    init(_ files: [String: TemplateSource]) {
        for (name, source) in files {
            entries[name] = Entry(bytes: source.bytes, address: Self.address(of: name, bytes: source.bytes))
        }
    }

    /// The address below `/assets/` of a file: `style.css` → `style.<hash>.css`.
    func address(of name: String) -> String {
        entries[name]?.address ?? name
    }

    /// The asset at an address. Another version's hash, or none, gets the file too, but not to keep: while servers are
    /// being updated one by one, a page may ask the next server for the last version's file.
    func asset(at path: String) -> Asset? {
        if let entry = entries[path] {
            return Asset(bytes: entry.bytes, contentType: Self.contentType(path), isImmutable: false)
        }
        var parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, Self.isHash(parts[parts.count - 2]) else { return nil }
        parts.remove(at: parts.count - 2)
        guard let entry = entries[parts.joined(separator: ".")] else { return nil }
        return Asset(
            bytes: entry.bytes, contentType: Self.contentType(path), isImmutable: entry.address == path)
    }

    private static func address(of name: String, bytes: [UInt8]) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
        return "\(name[..<dot]).\(hash(bytes))\(name[dot...])"
    }

    /// FNV-1a, 64 bits: it tells versions apart, it guards nothing.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func isHash(_ text: Substring) -> Bool {
        text.utf8.count == 16 && UInt64(text, radix: 16) != nil && text.first != "+"
    }

    private static func contentType(_ path: String) -> String {
        switch path.split(separator: ".").last?.lowercased() {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }
}
