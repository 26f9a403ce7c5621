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

/// The process that runs: each request at once takes two descriptors; and its file is the one that is installed.
struct ProcessCheck: Check {
    let name = "descriptors"
    let maximumInFlight: Int
    let socket: ListenAddress?

    func findings() async -> [Finding] {
        let running = await RunningResponder(at: socket)
        return [descriptors(running), running.flatMap(program)].compactMap { $0 }
    }

    private func descriptors(_ running: RunningResponder?) -> Finding? {
        guard let limit = running.map(\.descriptorLimit) ?? RunningResponder.hardLimit(of: "self") else { return nil }
        let needed = Surroundings.descriptors(inFlight: maximumInFlight)
        let owner = running.map { "the running responder (process \($0.process))" } ?? "a process started from here"
        if limit >= needed { return .ok(name, "\(owner) may have \(limit)") }
        return .warning(
            name, "\(owner) may have \(limit), and MAX_IN_FLIGHT=\(maximumInFlight) takes \(needed)",
            fix: "LimitNOFILE=\(needed) in the systemd unit, or ulimit -n \(needed); or a smaller MAX_IN_FLIGHT")
    }

    private func program(_ running: RunningResponder) -> Finding? {
        guard running.isOutdated == true else { return nil }
        return .warning(
            "program", "the file of the running responder (process \(running.process)) was exchanged since it started",
            fix: "systemctl restart ratebridge, or kill -USR2 \(running.process): no request is lost")
    }
}

/// Where requests wait that have come faster than they are taken (listen(2)).
struct QueueCheck: Check {
    let name = "queue"
    /// What we ask for.
    static let backlog = 4096

    func findings() -> [Finding] {
        let text = try? String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8)
        guard let limit = text.flatMap({ Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) else { return [] }
        if limit >= Self.backlog { return [.ok(name, "net.core.somaxconn is \(limit)")] }
        return [
            .warning(
                name, "the kernel lets \(limit) requests wait (net.core.somaxconn): one more is a 502 at nginx",
                fix: "sysctl -w net.core.somaxconn=\(Self.backlog), in /etc/sysctl.d too; then restart the socket")
        ]
    }
}
