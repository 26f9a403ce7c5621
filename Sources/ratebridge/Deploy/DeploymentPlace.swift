/// Where an installation is: what the shipped files have examples for.
struct DeploymentPlace: Sendable {
    /// Without its last slash; empty for the root of a host.
    let mount: String
    /// The responder's socket.
    let socket: String
    /// The site's name.
    let host: String

    /// Checks each value; what is let through has no character that means something to a web server.
    ///
    /// - Throws: `WrongCall` that says what to write.
    init(mount: String, socket: String, host: String) throws(WrongCall) {
        let path = mount.hasSuffix("/") ? String(mount.dropLast()) : mount
        guard mount.hasPrefix("/"), Self.isPath(path) || path.isEmpty else {
            throw WrongCall(
                "'\(mount.printable)' is no mount: write / or a path of letters, digits, - and _, such as /connect/lunar"
            )
        }
        let file = socket.hasPrefix("unix:") ? String(socket.dropFirst(5)) : socket
        guard Self.isPath(file), file.utf8.count <= 107 else {
            throw WrongCall(
                "'\(socket.printable)' is no socket: write an absolute path of at most 107 characters, such as /run/ratebridge/fcgi.sock"
            )
        }
        guard host.wholeMatch(of: /[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*/) != nil else {
            throw WrongCall(
                "'\(host.printable)' is no host name: write it in small letters, without scheme, port and path, such as connect.example.com"
            )
        }
        (self.mount, self.socket, self.host) = (path, file, host)
    }

    /// `PUBLIC_URL`.
    var publicURL: String { "https://\(host)\(mount)" }

    private static func isPath(_ text: String) -> Bool {
        text.wholeMatch(of: /(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+/) != nil
    }
}
