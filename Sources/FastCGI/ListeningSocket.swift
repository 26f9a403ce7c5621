import CFCGI
import Glibc

/// A socket that listens, ours to accept from.
///
/// libfcgi's own `FCGX_OpenSocket` is not used: it deletes whatever stands at the path, takes the mode from the umask,
/// and ends the process when it fails.
public struct ListeningSocket: Sendable {
    /// A full unix backlog is an immediate 502 at nginx, so it is deep.
    static let backlog: Int32 = 4096

    /// For a process that it is handed over to.
    public let descriptor: Int32
    /// Where it listens, for log lines.
    public private(set) var address: ListenAddress
    private var file: FileIdentity?

    /// Opens, or takes over, a listening socket.
    ///
    /// A unix path that a living process answers at is refused; a stale one is replaced.
    ///
    /// - Parameter address: where to listen.
    /// - Throws: ``ListenError``, in words for an operator.
    public init(_ address: ListenAddress) throws(ListenError) {
        self.address = address
        switch address {
        case .unix(let path):
            (descriptor, file) = try Self.openUnix(path)
        case .tcp(let host, let port):
            (descriptor, file) = (try Self.openTCP(host, port, address), nil)
        case .inherited(let inherited):
            guard Self.isListening(inherited) else { throw .notListening(inherited) }
            (descriptor, file) = (inherited, nil)
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Connections inherit it: an answer goes out in several writes, and the last must not wait for an
        // acknowledgement. Fails on a unix socket, which needs none of it.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The socket that systemd passed (sd_listen_fds(3)), or the one on fd 0 (FastCGI 1.0 section 2.2); `nil` where there is neither.
    public static func inherited(environment: [String: String]) throws(ListenError) -> ListeningSocket? {
        if let count = environment["LISTEN_FDS"].flatMap(Int.init), count > 0,
            environment["LISTEN_PID"].flatMap(Int32.init) == getpid()
        {
            guard count == 1 else { throw .wrongSocketCount(count) }
            return try ListeningSocket(.inherited(descriptor: 3))
        }
        return isListening(0) ? try ListeningSocket(.inherited(descriptor: 0)) : nil
    }

    /// A socket that another process of ours has opened and hands over on fd 0: from now on it is this one's to remove.
    ///
    /// - Parameter address: where that one opened it; `nil` where it has inherited it, too.
    /// - Throws: ``ListenError`` where fd 0 is no listening socket.
    public init(handedOver address: ListenAddress?) throws(ListenError) {
        var socket = try ListeningSocket(.inherited(descriptor: 0))
        if let address {
            socket.address = address
            // Whoever connects is told who listened last (unix(7), SO_PEERCRED): this process, and not one that ends.
            _ = listen(socket.descriptor, Self.backlog)
            if case .unix(let path) = address { socket.file = FileIdentity(path) }
        }
        self = socket
    }

    /// Whether it lives on when this process has closed it.
    var isInherited: Bool {
        if case .inherited = address { true } else { false }
    }

    /// Keeps new connections away, as far as that is ours to do; those in the queue can still be accepted.
    ///
    /// An inherited socket is left as it is: other processes may be accepting from it.
    func stopNewcomers() {
        guard case .unix(let path) = address else { return }
        if let file, FileIdentity(path) == file { _ = unlink(path) }
        // Also those that had found the path before: they are refused, and the web server knows at once.
        _ = shutdown(descriptor, Int32(SHUT_RD))
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var flag: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &flag, &length) == 0 && flag != 0
    }
}

/// Which file a path names, so that a socket that somebody else put there since is left alone.
struct FileIdentity: Equatable {
    let device: dev_t
    let inode: ino_t

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}
