/// Where a server listens.
public enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A unix socket at this path, made with mode 0660.
    case unix(path: String)
    /// A TCP address. FastCGI has no authentication: anyone who reaches the port can speak for the web server.
    case tcp(host: String, port: UInt16)
    /// A listening socket that the parent process opened (fd 0 of spawn-fcgi and mod_fcgid, fd 3 of systemd).
    case inherited(descriptor: Int32)

    /// Reads `unix:PATH`, `HOST:PORT` or `[IPv6]:PORT`.
    public init(_ text: String) throws(ListenError) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty else { throw .malformed(text) }
            self = .unix(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw .malformed(text)
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .malformed(text)
        }
        guard !host.isEmpty else { throw .malformed(text) }
        self = .tcp(host: String(host), port: port)
    }

    /// The form that ``init(_:)`` reads.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .inherited(let descriptor): "fd:\(descriptor)"
        }
    }
}
