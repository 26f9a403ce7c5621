import Foundation

/// Who can read the file of settings.
struct EnvFileCheck: Check {
    let name = "env file"
    let path: String
    /// Folders that the web server gives out.
    let webRoots: [String]

    /// Folders of these names are given out by most hosts.
    private static let usualRoots = ["public_html", "htdocs", "httpdocs", "wwwroot"]
    private static let usualPaths = ["/var/www/html", "/srv/www", "/srv/http", "/usr/share/nginx/html"]

    func findings() -> [Finding] {
        guard let status = FileStatus(path) else { return [] }
        let whole = URL(filePath: path).resolvingSymlinksInPath().path
        if let root = root(of: whole) {
            return [
                .fault(
                    name, "\(whole) is inside \(root), which the web server gives out",
                    fix: "move it out of there, name it with --env-file, and change every secret that is in it")
            ]
        }
        if status.mode & 0o007 != 0 {
            return [.fault(name, "everybody on this machine can open \(whole) (mode \(status.octal))", fix: fix)]
        }
        if let copy = openCopy(of: whole) {
            return [
                .fault(
                    name, "everybody on this machine can open \(copy), a copy of the settings",
                    fix: "delete it, or chmod 600 \(copy); if somebody may have read it, change its secrets")
            ]
        }
        // Under mod_fcgid and mod_cgid the web server's account starts the responder, and reads the file by its group.
        let isServersGroup = status.group == 0 || status.group == Account.usual?.group
        if status.mode & 0o030 != 0 || (status.mode & 0o040 != 0 && !isServersGroup) {
            return [.warning(name, "a whole group can open \(whole) (mode \(status.octal))", fix: fix)]
        }
        return [.ok(name, "\(whole), mode \(status.octal)")]
    }

    private var fix: String {
        "chmod 600 \(path), owned by the account that the responder runs as (by root for systemd)"
    }

    /// What an editor or a careful hand has left beside it: `.env~`, `.env.bak`.
    private func openCopy(of path: String) -> String? {
        let file = URL(filePath: path)
        let folder = file.deletingLastPathComponent().path
        guard FileStatus(folder).map({ $0.mode & 0o001 != 0 }) ?? false else { return nil }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { $0.contains(file.lastPathComponent) && $0 != file.lastPathComponent }
            .map { "\(folder)/\($0)" }
            .first { copy in
                guard let status = FileStatus(copy), status.kind == S_IFREG, status.mode & 0o004 != 0,
                    let data = try? FileHandle(forReadingAtPath: copy)?.read(upToCount: 65_536)
                else { return false }
                return String(decoding: data, as: UTF8.self)
                    .contains(/(?m)^\s*(export\s+)?(APP_SECRET\w*|TARIFF_PLAN_TOKEN|\w+_(SECRET|KEY))=./)
            }
    }

    private func root(of path: String) -> String? {
        let roots = webRoots.map { URL(filePath: $0).resolvingSymlinksInPath().path } + Self.usualPaths
        if let root = roots.first(where: { $0 != "/" && path.hasPrefix($0 + "/") }) { return root }
        let parts = path.split(separator: "/").dropLast()
        return parts.lastIndex { Self.usualRoots.contains(String($0)) }
            .map { "/" + parts[...$0].joined(separator: "/") }
    }
}

/// Renewed tokens are for nobody else, and need room.
struct StateFolderCheck: Check {
    let name = "state folder"
    let path: String?

    func findings() -> [Finding] {
        guard let path, let status = FileStatus(path) else { return [] }
        if let left = Self.room(path), left < 1_000_000 {
            return [
                .fault(
                    name, "the disk of STATE_DIR, \(path), is full: renewed tokens are lost when the responder ends",
                    fix: "make room there, or set STATE_DIR to a folder of another disk and restart the responder")
            ]
        }
        if status.mode & 0o077 == 0 { return [.ok(name, "\(path), mode \(status.octal)")] }
        return [
            .warning(
                name, "others can look into STATE_DIR, \(path) (mode \(status.octal))", fix: "chmod 700 \(path)")
        ]
    }

    /// Bytes that are left for whoever is not root; none where no further file can be made (statvfs(3)).
    private static func room(_ path: String) -> UInt? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        guard status.f_files == 0 || status.f_favail > 0 else { return 0 }
        let (room, isMore) = status.f_bavail.multipliedReportingOverflow(by: status.f_frsize)
        return isMore ? .max : room
    }
}
