import Foundation

/// Owner and mode of a file (stat(2)).
struct FileStatus: Sendable {
    let owner: uid_t
    let group: gid_t
    /// The twelve bits of the mode.
    let mode: mode_t
    let kind: mode_t

    /// - Returns: `nil` where there is none, or it cannot be seen.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (owner, group) = (status.st_uid, status.st_gid)
        (mode, kind) = (status.st_mode & 0o7777, status.st_mode & S_IFMT)
    }

    var isSocket: Bool { kind == S_IFSOCK }

    /// `0660`.
    var octal: String { "0" + String(mode, radix: 8) }

    /// Whether an account has a right: 4 to read, 2 to write, 1 to enter a folder.
    func allows(_ right: mode_t, to account: Account) -> Bool {
        if account.id == 0 { return true }
        if owner == account.id { return mode >> 6 & right == right }
        if account.groups.contains(group) { return mode >> 3 & right == right }
        return mode & right == right
    }
}

/// Somebody who has an entry in /etc/passwd.
///
/// The files are read here, and getpwnam(3) is not asked: in a static file it loads the machine's modules (nss_systemd on
/// Debian), and those end the process.
struct Account: Sendable {
    let name: String
    let id: uid_t
    /// The one of /etc/passwd.
    let group: gid_t
    let groups: Set<gid_t>

    /// - Returns: `nil` where there is no such account.
    init?(_ name: String) {
        guard let entry = Self.entries("/etc/passwd").first(where: { $0[0] == name }), entry.count > 3,
            let id = uid_t(entry[2]), let group = gid_t(entry[3])
        else { return nil }
        (self.name, self.id, self.group) = (name, id, group)
        let others = Self.entries("/etc/group").filter {
            $0.count > 3 && $0[3].split(separator: ",").contains { $0 == name }
        }
        groups = Set(others.compactMap { gid_t($0[2]) }).union([group])
    }

    /// The first of the usual accounts of web servers that this machine has.
    static var usual: Account? {
        ["www-data", "nginx", "apache", "lighttpd", "http"].lazy.compactMap(Account.init).first
    }

    /// A group's name, or its number where it has none.
    static func name(ofGroup id: gid_t) -> String {
        entries("/etc/group").first { $0.count > 2 && $0[2] == "\(id)" }?[0] ?? "\(id)"
    }

    private static func entries(_ path: String) -> [[String]] {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        return (text ?? "").split(separator: "\n").map {
            $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
