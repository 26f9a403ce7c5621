import FoundationEssentials
import Glibc
import Synchronization

/// The system's time zones, read from its files once each.
public final class ZoneDatabase: Sendable {
    /// The machine's own: the folder that `TZDIR` names, then `/usr/share/zoneinfo`.
    public static let system = ZoneDatabase(
        folders: [ProcessInfo.processInfo.environment["TZDIR"], "/usr/share/zoneinfo"].compactMap { $0 })

    /// Where the files are looked for, in order.
    public let folders: [String]
    private let known = Mutex<[String: Zone]>([:])

    /// No zone's file comes near this size.
    private static let largestFile = 1 << 20

    /// - Parameter folders: Absolute paths; relative ones and empty ones are left out.
    public init(folders: [String]) {
        self.folders = folders.filter { $0.hasPrefix("/") }
    }

    /// The zone of a name such as `Europe/London`.
    /// - Throws: `ZoneError` when the name is not one, no folder has it, or its file is damaged.
    public func zone(_ name: String) throws(ZoneError) -> Zone {
        if let zone = known.withLock({ $0[name] }) { return zone }
        let zone = try load(name)
        known.withLock { $0[name] = zone }
        return zone
    }

    /// Whether there is such a zone. On a machine without any of the folders, every well-formed name counts.
    public func contains(_ name: String) -> Bool {
        do {
            _ = try zone(name)
            return true
        } catch {
            guard case .unknown = error else { return false }
            return isMissing
        }
    }

    /// Whether none of the folders is there: then only UTC is known.
    public var isMissing: Bool { !folders.contains { FileManager.default.fileExists(atPath: $0) } }

    private func load(_ name: String) throws(ZoneError) -> Zone {
        guard Self.isName(name) else { throw .invalidName(name) }
        for folder in folders {
            let path = "\(folder)/\(name)"
            switch Self.contents(path) {
            case .nothing: continue
            case .unreadable: throw .malformed(name: name, reason: "it cannot be read")
            case .bytes(let bytes):
                do {
                    return Zone(name: name, table: try TZif(bytes))
                } catch {
                    throw .malformed(name: name, reason: error.reason)
                }
            }
        }
        if name == "UTC" { return .utc }
        throw .unknown(name: name, searched: folders)
    }

    /// What a path holds, links followed.
    private enum Contents {
        case nothing
        case unreadable
        case bytes([UInt8])
    }

    /// Reads a regular file of a sensible size. By system calls: what a dictionary of file attributes holds depends on
    /// which parts of Foundation a program links.
    private static func contents(_ path: String) -> Contents {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .nothing : .unreadable }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .unreadable }
        if status.st_mode & S_IFMT == S_IFDIR { return .nothing }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largestFile else { return .unreadable }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return count == bytes.count ? .bytes(bytes) : .unreadable
    }

    /// Letters, digits, `_`, `+` and `-`, in up to three parts with `/` between them. There is no full stop in any
    /// zone's name, so no name can leave the folder. `posix` and `right` hold copies of the whole database, the latter
    /// with leap seconds; `localtime` and `posixrules` are links that differ from machine to machine.
    static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let reserved = ["posix", "right", "localtime", "posixrules"]
        guard (1...3).contains(parts.count), name.utf8.count <= 64, !reserved.contains(String(parts[0]) ?? "") else {
            return false
        }
        return parts.allSatisfy { part in
            guard let first = part.first, isLetter(first) else { return false }
            return part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "_+-".utf8.contains($0) }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
