import Foundation

/// The web server's limits against ours.
struct ServerConfigurationCheck: Check {
    let name = "server"
    let server: ServerConfiguration
    let upstreamTimeout: Duration

    /// The head of our largest answer (a session cookie of 2.7 KB and the fields of a page), in bytes: nginx's default.
    static let head = 4096
    /// The largest body that we read, in bytes.
    static let body = 1_048_576

    func findings() -> [Finding] {
        guard server.isForUs else {
            return [
                .fault(
                    name, "\(server.path) passes nothing to a FastCGI program",
                    fix:
                        "give doctor the file that includes the others (nginx.conf, apache2.conf, lighttpd.conf), or begin with those of deploy/"
                )
            ]
        }
        let found = timeouts + buffers + bodies
        return found.isEmpty ? [.ok(name, "\(server.kind.rawValue): time-outs and buffers are above ours")] : found
    }

    private var timeouts: [Finding] {
        server.readTimeouts.filter { $0.value <= upstreamTimeout.seconds }.map { limit in
            .fault(
                "time-outs",
                "\(limit.name) is \(limit.value.plain) s, and ours, UPSTREAM_TIMEOUT, \(upstreamTimeout.seconds.plain) s: customers get the web server's page instead of ours",
                fix: "set \(limit.name) to \((upstreamTimeout.seconds + 10).plain) s, or UPSTREAM_TIMEOUT below it")
        }
    }

    private var buffers: [Finding] {
        server.headBuffers.filter { $0.value < Double(Self.head) }.map { limit in
            .fault(
                "buffers",
                "\(limit.name) is \(limit.value.plain) bytes, and the head of a page with a session can have 4096: a 502",
                fix: "\(limit.name) 8k; fastcgi_buffers 8 8k;")
        }
    }

    private var bodies: [Finding] {
        server.bodyLimits.filter { $0.value > 0 && $0.value < Double(Self.body) }.map { limit in
            .warning(
                "bodies",
                "\(limit.name) is \(limit.value.plain) bytes, less than the 1 MB of JSON that FlatPeak may send",
                fix: "set it to 2 MB: whoever sends more gets our answer")
        }
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
    /// Without `.0`.
    fileprivate var plain: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}
