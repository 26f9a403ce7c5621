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

    private func root(of path: String) -> String? {
        let roots = webRoots.map { URL(filePath: $0).resolvingSymlinksInPath().path } + Self.usualPaths
        if let root = roots.first(where: { $0 != "/" && path.hasPrefix($0 + "/") }) { return root }
        let parts = path.split(separator: "/").dropLast()
        return parts.lastIndex { Self.usualRoots.contains(String($0)) }
            .map { "/" + parts[...$0].joined(separator: "/") }
    }
}

/// Renewed tokens are for nobody else.
struct StateFolderCheck: Check {
    let name = "state folder"
    let path: String?

    func findings() -> [Finding] {
        guard let path, let status = FileStatus(path) else { return [] }
        if status.mode & 0o077 == 0 { return [.ok(name, "\(path), mode \(status.octal)")] }
        return [
            .warning(
                name, "others can look into STATE_DIR, \(path) (mode \(status.octal))", fix: "chmod 700 \(path)")
        ]
    }
}
