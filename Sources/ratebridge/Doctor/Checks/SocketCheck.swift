import FastCGI
import Foundation

/// Whether somebody answers at the socket, and whether the web server may ask.
struct SocketCheck: Check {
    let name = "socket"
    let address: ListenAddress
    /// The web server's account, where it is known.
    let user: String?

    func findings() async -> [Finding] {
        if case .unix(let path) = address, let finding = missing(path) { return [finding] }
        let start = "start the responder: systemctl start ratebridge.socket, or ratebridge-fcgi --listen \(address)"
        switch await ResponderProbe(address: address).ask() {
        case .answers: break
        case .silent:
            return [
                .fault(
                    name, "somebody listens at \(address), and answers no FastCGI within 3 seconds",
                    fix: "look at the responder's log, and restart it; or another program has this address")
            ]
        case .unreachable(EACCES):
            return [
                .warning(
                    name, "the account that doctor runs as may not open \(address)",
                    fix: "run doctor as root, or as the web server's account: sudo -u \(account?.name ?? "www-data")")
            ]
        case .unreachable(ECONNREFUSED):
            let left = "nobody listens at \(address): it is left over from a process that was killed"
            if case .unix = address { return [.fault(name, left, fix: "\(start); it replaces the old socket")] }
            return [.fault(name, "nobody listens at \(address)", fix: start)]
        case .unreachable(let reason):
            return [.fault(name, "\(address): \(String(cString: strerror(reason)))", fix: start)]
        }
        return [reach]
    }

    private func missing(_ path: String) -> Finding? {
        var status = stat()
        if lstat(path, &status) != 0, errno == ENOENT {
            return .fault(
                name, "there is no socket at \(path)",
                fix:
                    "start the responder with --listen \(address), or name the right place in the web server's configuration"
            )
        }
        guard let file = FileStatus(path), !file.isSocket else { return nil }
        return .fault(
            name, "\(path) is no socket",
            fix: "name the socket itself; or, where it should be, move away what is there and start the responder")
    }

    private var account: Account? { user.map(Account.init) ?? .usual }

    /// Whether the web server's account can reach a socket that is alive.
    private var reach: Finding {
        guard case .unix(let path) = address else { return tcp }
        guard let account else {
            if let user {
                return .fault(name, "there is no account \(user)", fix: "name the web server's with --web-user")
            }
            return .ok(name, "\(address) answers")
        }
        guard let obstacle = Self.obstacle(path, for: account) else {
            return .ok(name, "\(address) answers, and \(account.name) can reach it")
        }
        let seen = "the web server's account, \(account.name), \(obstacle.seen)"
        // Of a guessed account it may not be true.
        return user == nil
            ? .warning(name, seen, fix: obstacle.fix + " (another account: --web-user)")
            : .fault(name, seen, fix: obstacle.fix)
    }

    private var tcp: Finding {
        guard case .tcp(let host, _) = address, !["localhost", "::1"].contains(host), !host.hasPrefix("127.") else {
            return .ok(name, "\(address) answers")
        }
        return .warning(
            name, "\(address) answers, and whoever reaches it can speak for the web server",
            fix: "listen on a unix socket or on 127.0.0.1, or let a firewall allow the web server alone")
    }

    /// What keeps an account from a socket: connect(2) needs the right to write to it, and to enter every folder above.
    static func obstacle(_ path: String, for account: Account) -> (seen: String, fix: String)? {
        let whole = URL(filePath: path).resolvingSymlinksInPath().path
        var folder = ""
        for part in whole.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if let status = FileStatus(folder), !status.allows(1, to: account) {
                return (
                    "may not enter \(folder) (mode \(status.octal))",
                    "chmod o+x \(folder), or another folder for the socket"
                )
            }
        }
        guard let status = FileStatus(whole), !status.allows(2, to: account) else { return nil }
        let group = Account.name(ofGroup: status.group)
        // Nobody joins root's.
        let other =
            status.group == 0
            ? "start the responder under an account of its own (deploy/handbook/install.md)"
            : "put \(account.name) into the group: usermod -aG \(group) \(account.name), then restart the web server"
        return (
            "may not write to \(whole) (mode \(status.octal), group \(group))",
            "give the socket the web server's group (SocketGroup= in ratebridge.socket), or \(other)"
        )
    }
}
