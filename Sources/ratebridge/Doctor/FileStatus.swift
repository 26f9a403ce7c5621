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
struct Account: Sendable {
    let name: String
    let id: uid_t
    /// The one of /etc/passwd.
    let group: gid_t
    let groups: Set<gid_t>

    /// - Returns: `nil` where there is no such account.
    init?(_ name: String) {
        guard let entry = getpwnam(name) else { return nil }
        self.name = name
        id = entry.pointee.pw_uid
        group = entry.pointee.pw_gid
        var count: Int32 = 256
        var groups = [gid_t](repeating: 0, count: Int(count))
        getgrouplist(name, group, &groups, &count)
        self.groups = Set(groups.prefix(Int(max(count, 0)))).union([group])
    }

    /// The first of the usual accounts of web servers that this machine has.
    static var usual: Account? {
        ["www-data", "nginx", "apache", "lighttpd", "http"].lazy.compactMap(Account.init).first
    }
}
