import CFCGI
import Foundation
import HTTPTypes
import ProviderKit

/// The name of Connect, the way to it, and its clock against ours.
struct ConnectCheck<Transport: HTTPTransport>: Check {
    let name = "Connect"
    let url: URL
    let transport: Transport

    func findings() async -> [Finding] {
        let host = url.host() ?? ""
        guard await resolves(host) else {
            return [
                .fault(
                    "DNS", "the name \(host) cannot be resolved",
                    fix:
                        "check CONNECT_API_URL, /etc/resolv.conf, and that the responder's surroundings (a chroot, a container) have both"
                )
            ]
        }
        do {
            let answer = try await transport.send(HTTPCall(.get, url), deadline: .now + .seconds(10))
            return [reached(answer), clock(answer)].compactMap { $0 }
        } catch {
            return [.fault(name, Self.text(error, url), fix: Self.fix(error))]
        }
    }

    private func reached(_ answer: HTTPAnswer) -> Finding {
        if answer.statusCode < 500 { return .ok(name, "\(url) answers") }
        return .warning(
            name, "\(url) answers \(answer.statusCode)", fix: "wait, or ask FlatPeak; customers get a page that says so"
        )
    }

    private func clock(_ answer: HTTPAnswer) -> Finding? {
        let theirs = answer.headerFields[.date].flatMap(Self.date)
        return ClockReading(ahead: theirs.map { Date().timeIntervalSince($0) }, isSynchronised: Self.isSynchronised)
            .finding
    }

    static func text(_ failure: HTTPFailure, _ url: URL) -> String {
        let address = HTTPCall(.get, url).description
        return switch failure {
        case .timedOut: "\(address): no answer within 10 seconds"
        case .unreachable(let reason): "\(address): \(reason)"
        case .answerTooLarge(let limit): "\(address): an answer of more than \(limit) bytes"
        }
    }

    static func fix(_ failure: HTTPFailure) -> String {
        if case .unreachable(let reason) = failure, reason.contains("TLS") {
            return "check CA_FILE (or the system's certificates) and the clock"
        }
        return "check CONNECT_API_URL, the network and the firewall: curl -v shows more"
    }

    /// IMF-fixdate (RFC 9110, section 5.6.7).
    static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.date(from: text)
    }

    /// What the kernel knows of NTP (adjtimex(2)); `nil` where it may not be asked.
    static var isSynchronised: Bool? {
        var state = timex()
        guard adjtimex(&state) >= 0 else { return nil }
        return state.status & STA_UNSYNC == 0
    }

    private func resolves(_ host: String) async -> Bool {
        await withCheckedContinuation { end in
            DispatchQueue.global().async {
                var list: UnsafeMutablePointer<addrinfo>?
                let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
                let isKnown = getaddrinfo(name, nil, nil, &list) == 0
                if isKnown { freeaddrinfo(list) }
                end.resume(returning: isKnown)
            }
        }
    }
}

/// Our clock against another's.
struct ClockReading: Sendable {
    /// Seconds that ours is ahead; `nil` where nobody said.
    let ahead: TimeInterval?
    /// What the kernel says of it.
    let isSynchronised: Bool?

    var finding: Finding? {
        let fix = "switch a time service on: apt-get install systemd-timesyncd, then timedatectl set-ntp true"
        if let ahead, abs(ahead) > 60 {
            let seconds = "\(Int(abs(ahead).rounded())) seconds"
            let seen = "this machine's clock is \(seconds) \(ahead > 0 ? "ahead of" : "behind") Connect's"
            // Sessions end after 30 idle minutes, and tariffs at local midnight.
            return abs(ahead) > 300 ? .fault("clock", seen, fix: fix) : .warning("clock", seen, fix: fix)
        }
        if isSynchronised == false {
            return .warning("clock", "nothing keeps this machine's clock (the kernel says: not synchronised)", fix: fix)
        }
        return ahead == nil && isSynchronised == nil ? nil : .ok("clock", "agrees")
    }
}
