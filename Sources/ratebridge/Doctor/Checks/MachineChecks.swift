import Composition
import FastCGI
import Foundation
import ProviderKit

/// The certificate authorities that Connect and the provider are checked against.
struct CertificatesCheck: Check {
    let name = "certificates"
    let caFile: String?
    let now: Date

    func findings() -> [Finding] {
        guard let caFile else {
            let missing = Surroundings.faults(caFile: nil).filter { $0.variable == "CA_FILE" }
            if let fault = missing.first { return [.fault(name, fault.problem, fix: fault.fix)] }
            return [.ok(name, "the system's authorities")]
        }
        guard let pem = FileManager.default.contents(atPath: caFile).map({ String(decoding: $0, as: UTF8.self) }) else {
            return []  // SettingsCheck says so.
        }
        let ends = CertificateFile(pem).ends
        let expired = ends.filter { $0 < now }.count
        let fix =
            "write the authorities that Connect and the provider need into it, as PEM; or unset CA_FILE for the system's"
        switch (ends.count, expired) {
        case (0, _): return [.fault(name, "\(caFile) holds no certificate", fix: fix)]
        case (expired, _): return [.fault(name, "every certificate in \(caFile) has expired", fix: fix)]
        case (_, 1...):
            return [
                .warning(
                    name, "\(expired) of \(ends.count) certificates in \(caFile) have expired", fix: "take them out")
            ]
        default: return [.ok(name, "\(caFile), \(ends.count) of them")]
        }
    }
}

/// Tariffs are in the provider's local time.
struct TimeZonesCheck: Check {
    let name = "time zones"
    var database = ZoneDatabase.system

    func findings() -> [Finding] {
        if database.contains("Europe/London"), !database.isMissing {
            return [.ok(name, database.folders.joined(separator: ", "))]
        }
        return [
            .fault(
                name, "no time zones in \(database.folders.joined(separator: " or "))",
                fix: "install tzdata, or set TZDIR")
        ]
    }
}

/// Each request at once takes two.
struct DescriptorsCheck: Check {
    let name = "descriptors"
    let maximumInFlight: Int
    let socket: ListenAddress?

    func findings() async -> [Finding] {
        var running: pid_t?
        if let socket, case .answers(let pid?) = await ResponderProbe(address: socket).ask() {
            running = Self.responder(pid)
        }
        let limits = (try? String(contentsOfFile: "/proc/\(running ?? getpid())/limits", encoding: .utf8)) ?? ""
        // The responder raises the soft limit to the hard one.
        guard let limit = Self.hardLimit(limits) else { return [] }
        let needed = Surroundings.descriptors(inFlight: maximumInFlight)
        let owner = running.map { "the running responder (process \($0))" } ?? "a process started from here"
        if limit >= needed { return [.ok(name, "\(owner) may have \(limit)")] }
        return [
            .warning(
                name, "\(owner) may have \(limit), and MAX_IN_FLIGHT=\(maximumInFlight) takes \(needed)",
                fix: "LimitNOFILE=\(needed) in the systemd unit, or ulimit -n \(needed); or a smaller MAX_IN_FLIGHT")
        ]
    }

    /// A socket of systemd's belongs to systemd: then its child that is ours.
    private static func responder(_ pid: pid_t) -> pid_t? {
        if isResponder("\(pid)") { return pid }
        guard let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return nil }
        return processes.lazy.compactMap { Int32($0) }.first { process in
            isResponder("\(process)") && parent(process) == pid
        }
    }

    private static func isResponder(_ pid: String) -> Bool {
        (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) == "ratebridge-fcgi\n"
    }

    private static func parent(_ pid: pid_t) -> pid_t? {
        let lines = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix("PPid:") }?.split(separator: "\t").last.flatMap { Int32($0) }
    }

    /// From /proc/PID/limits (proc(5)).
    static func hardLimit(_ limits: String) -> Int? {
        let line = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        guard let hard = line?.split(separator: " ").dropFirst(4).first else { return nil }
        return hard == "unlimited" ? .max : Int(hard)
    }
}
