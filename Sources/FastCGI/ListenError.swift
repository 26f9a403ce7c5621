/// Why a server cannot listen, in words for an operator.
public enum ListenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not of the form `unix:PATH` or `HOST:PORT`.
    case malformed(String)
    /// A unix socket's path may have at most 107 bytes (unix(7)).
    case pathTooLong(String)
    /// A process answers there already.
    case alreadyServed(String)
    /// Something that is no socket stands there; it is left alone.
    case notASocket(String)
    /// A host name that names no address here; with the resolver's reason.
    case unknownHost(String, reason: String)
    /// Another process keeps the lock on the folder in which the socket is to be made.
    case folderLocked(String)
    /// The inherited descriptor is no listening socket.
    case notListening(Int32)
    /// systemd passed another number of sockets than the one that is served.
    case wrongSocketCount(Int)
    /// The operating system refused.
    case system(call: String, address: String, errno: Int32)

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .malformed(let text):
            "'\(text)' is no listening address: write unix:/path/to.sock, 127.0.0.1:9000 or [::1]:9000"
        case .pathTooLong(let path):
            "the socket path '\(path)' is longer than 107 bytes: choose a shorter one, such as /run/ratebridge/fcgi.sock"
        case .alreadyServed(let path):
            "another process answers at \(path): stop it first, or listen elsewhere"
        case .notASocket(let path):
            "\(path) exists and is no socket: move it away, or listen elsewhere"
        case .unknownHost(let host, let reason):
            "cannot listen at '\(host)': \(reason): write an address of this machine, such as 127.0.0.1"
        case .folderLocked(let folder):
            "another process has locked \(folder) (flock): see 'lslocks', or give the socket a folder of its own"
        case .notListening(let descriptor):
            "fd \(descriptor) is no listening socket: it must be handed over by spawn-fcgi, mod_fcgid or systemd"
        case .wrongSocketCount(let count):
            "LISTEN_FDS is \(count): the socket unit must have exactly one ListenStream="
        case .system(let call, let address, let code):
            "cannot listen at \(address): \(call): \(systemMessage(code))"
        }
    }
}
