import Glibc

extension ListeningSocket {
    /// Binds a unix socket with mode 0660, in place of a stale one. A lock on the folder keeps two processes that
    /// start at once apart.
    static func openUnix(_ path: String) throws(ListenError) -> (Int32, FileIdentity?) {
        var address = try unixAddress(path)
        let lock = try lockFolder(of: path)
        defer { Glibc.close(lock) }
        if try isStale(path, address) { _ = unlink(path) }

        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", address: path, errno: errno) }
        // Nobody can connect before it listens, and by then the mode is right: never more than 0660, whatever the
        // umask, and not less either.
        _ = fchmod(descriptor, 0o660)
        let steps: [(name: String, call: () -> Int32)] = [
            ("bind", { withAddress(&address) { bind(descriptor, $0, $1) } }),
            ("chmod", { chmod(path, 0o660) }),
            ("listen", { listen(descriptor, backlog) }),
        ]
        for step in steps where step.call() != 0 {
            let code = errno
            Glibc.close(descriptor)
            if step.name != "bind" { _ = unlink(path) }
            throw .system(call: step.name, address: path, errno: code)
        }
        return (descriptor, FileIdentity(path))
    }

    /// Waits two seconds at most: other programs lock folders too (systemd-tmpfiles(8)), and some for good.
    private static func lockFolder(of path: String) throws(ListenError) -> Int32 {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .system(call: "open", address: folder, errno: errno) }
        for _ in 0..<100 {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { return lock }
            // A file system without locks: then two that start at once are told apart by bind(2).
            if errno != EWOULDBLOCK, errno != EINTR { return lock }
            usleep(20_000)
        }
        Glibc.close(lock)
        throw .folderLocked(folder)
    }

    /// Whether a socket stands there that nobody listens at. Refuses one that is served, and anything but a socket.
    private static func isStale(_ path: String, _ address: sockaddr_un) throws(ListenError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw .system(call: "socket", address: path, errno: errno) }
        defer { Glibc.close(descriptor) }
        var address = address
        if withAddress(&address, { connect(descriptor, $0, $1) }) == 0 { throw .alreadyServed(path) }
        switch errno {
        case ECONNREFUSED, ENOENT: return true
        case EAGAIN: throw .alreadyServed(path)  // Its backlog is full, so it lives.
        default: throw .system(call: "connect", address: path, errno: errno)  // Somebody else's: not ours to remove.
        }
    }

    private static func withAddress(
        _ address: inout sockaddr_un, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func unixAddress(_ path: String) throws(ListenError) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw .pathTooLong(path) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }
}
