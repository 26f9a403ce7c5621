import FastCGI
import Foundation

/// The responder that serves a socket, as /proc shows it (proc(5)).
struct RunningResponder: Sendable {
    let process: pid_t

    /// - Returns: `nil` where none is found.
    init?(at socket: ListenAddress?) async {
        guard let socket, case .answers(let peer?) = await ResponderProbe(address: socket).ask() else { return nil }
        if Self.isResponder(peer) {
            process = peer
            return
        }
        // A socket of systemd's belongs to systemd: then its child that is ours.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let child = names.lazy.compactMap { pid_t($0) }.first { Self.isResponder($0) && Self.parent($0) == peer }
        guard let child else { return nil }
        process = child
    }

    /// How many descriptors it may have: the hard limit, which it raises the soft one to.
    var descriptorLimit: Int? { Self.hardLimit(of: "\(process)") }

    /// Whether its file was exchanged or removed after it was started; `nil` where that is not shown.
    var isOutdated: Bool? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe"))
            .map { $0.hasSuffix(" (deleted)") }
    }

    /// The limit of a process by its number, or of `self`.
    static func hardLimit(of process: String) -> Int? {
        let lines = text("\(process)/limits").split(separator: "\n")
        let fields = lines.first { $0.hasPrefix("Max open files") }?.split(separator: " ") ?? []
        guard fields.count > 4 else { return nil }
        return fields[4] == "unlimited" ? .max : Int(fields[4])
    }

    private static func isResponder(_ process: pid_t) -> Bool { text("\(process)/comm") == "ratebridge-fcgi\n" }

    private static func parent(_ process: pid_t) -> pid_t? {
        let line = text("\(process)/status").split(separator: "\n").first { $0.hasPrefix("PPid:") }
        return line?.split(separator: "\t").last.flatMap { pid_t($0) }
    }

    private static func text(_ name: String) -> String {
        (try? String(contentsOfFile: "/proc/\(name)", encoding: .utf8)) ?? ""
    }
}
