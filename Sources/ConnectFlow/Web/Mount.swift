/// The path that the web server mounts us at. Every address we print begins with it, and none has a scheme or host, so
/// that a forged `Host` changes nothing.
public struct Mount: Sendable, Hashable {
    /// Empty for the root, else such as `/connect/lunar`: percent-encoded, one slash in front, none at the end.
    public let prefix: String

    /// At the root of the site.
    public static let root = Mount(path: "")

    /// Reads a decoded path; slashes that follow each other count as one, so that a path can never be taken for a host.
    public init(path: String) {
        prefix = path.split(separator: "/").map { "/" + Self.encoded($0) }.joined()
    }

    /// Finds mount and route from CGI's parameters (RFC 3875 section 4.1).
    ///
    /// - Parameters:
    ///   - publicPath: the path of `PUBLIC_URL`, which decides where it is set.
    ///   - scriptName: `SCRIPT_NAME`.
    ///   - pathInfo: `PATH_INFO`; `nil` where the server sends none (nginx's stock parameters, mod_proxy_fcgi).
    public static func locate(publicPath: String?, scriptName: String, pathInfo: String?) -> (mount: Mount, route: String)
    {
        if let publicPath {
            let mount = Mount(path: publicPath)
            let segments = publicPath.split(separator: "/")
            let path = (scriptName + (pathInfo ?? "")).split(separator: "/")
            // A web server may take the prefix away itself.
            let rest = path.starts(with: segments) ? path.dropFirst(segments.count) : path[...]
            let script = scriptName.split(separator: "/")
            let route = !path.starts(with: segments) && path.starts(with: script) && pathInfo?.isEmpty == false
                ? path.dropFirst(script.count) : rest
            return (mount, "/" + route.joined(separator: "/"))
        }
        guard let pathInfo, !(pathInfo.isEmpty && Route(path: scriptName) != nil) else {
            return (.root, normalised(scriptName))
        }
        return (Mount(path: scriptName), normalised(pathInfo))
    }

    private static func normalised(_ path: String) -> String {
        "/" + path.split(separator: "/").joined(separator: "/")
    }

    /// The address of a route below the mount.
    ///
    /// - Parameter token: goes along as `fp_cot`; its characters need no encoding.
    func path(_ route: String, token: ConnectToken? = nil) -> String {
        prefix + route + (token.map { "?fp_cot=\($0.text)" } ?? "")
    }

    /// The `Path` of our cookies.
    var cookiePath: String { prefix.isEmpty ? "/" : prefix }

    /// RFC 3986 section 3.3: everything but unreserved characters is encoded.
    private static func encoded(_ segment: Substring) -> String {
        segment.utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: text.unicodeScalars.append(.init(byte))
            default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
