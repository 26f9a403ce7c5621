/// The path that the web server mounts us at. Every address we print begins with it, and none has a scheme or host, so
/// that a forged `Host` changes nothing.
public struct Mount: Sendable, Hashable {
    /// Empty for the root, else such as `/connect/lunar`: percent-encoded, one slash in front, none at the end.
    public let prefix: String

    /// At the root of the site.
    public static let root = Mount(path: "")

    /// Reads a decoded path; slashes that follow each other count as one, so that a path can never be taken for a host.
    public init(path: String) {
        prefix = Self.path(Self.segments(path).map(Self.encoded))
    }

    /// Finds mount and route from CGI's parameters (RFC 3875 section 4.1).
    ///
    /// - Parameters:
    ///   - publicPath: the path of `PUBLIC_URL`, which decides where it is set.
    ///   - scriptName: `SCRIPT_NAME`.
    ///   - pathInfo: `PATH_INFO`; `nil` where the server sends none (nginx's stock parameters, mod_proxy_fcgi).
    /// - Returns: the mount, and the path below it, which may be no ``Route``.
    public static func locate(publicPath: String?, scriptName: String, pathInfo: String?) -> (
        mount: Mount, route: String
    ) {
        let script = segments(scriptName)
        let info = segments(pathInfo ?? "")
        if let publicPath {
            let mount = segments(publicPath)
            let path = script + info
            let isBelow = path.starts(with: mount)
            // A web server may take the prefix away itself, or put a script's name in its place.
            var routes = [route(isBelow ? Array(path.dropFirst(mount.count)) : path)]
            if pathInfo?.isEmpty == false || (!isBelow && pathInfo != nil) { routes.append(route(info)) }
            return (Mount(path: publicPath), routes.first { Route(path: $0) != nil } ?? routes[0])
        }
        // Segments that point upwards name no place that we could be mounted at.
        guard let pathInfo, !(pathInfo.isEmpty && Route(path: scriptName) != nil), !script.contains(where: isDots)
        else {
            return (.root, route(script))
        }
        return (Mount(path: scriptName), route(info))
    }

    private static func segments(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    private static func route(_ segments: [String]) -> String { segments.isEmpty ? "/" : path(segments) }

    private static func path(_ segments: [String]) -> String { segments.reduce(into: "") { $0 += "/" + $1 } }

    private static func isDots(_ segment: String) -> Bool { segment == "." || segment == ".." }

    /// The address of a route below the mount. A token goes along as `fp_cot`; its characters need no encoding.
    func path(_ route: String, token: ConnectToken? = nil) -> String {
        prefix + route + (token.map { "?fp_cot=\($0.text)" } ?? "")
    }

    /// The `Path` of our cookies.
    var cookiePath: String { prefix.isEmpty ? "/" : prefix }

    /// RFC 3986 section 3.3: everything but unreserved characters is encoded.
    private static func encoded(_ segment: String) -> String {
        segment.utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: text.unicodeScalars.append(.init(byte))
            default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
