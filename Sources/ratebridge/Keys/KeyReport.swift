import ConnectFlow
import Foundation
import ProviderKit
import Providers

/// Lines about one sealed text.
struct KeyReport: Sendable {
    let text: String
    let isUsable: Bool

    init(_ piece: SealedInput.Piece, _ keys: SessionKeys, now: Date) {
        let providers = Providers.profiles
        let ids = providers.map(\.flatPeakID)
        guard let report = keys.inspect(piece.sealed, cookie: piece.cookie, providers: ids, now: now) else {
            text = Self.lines([
                ("kind", "unknown: it is cut off, or no text of ours"), Self.size(piece.sealed.utf8.count),
            ])
            isUsable = false
            return
        }
        var lines = [("kind", Self.kind(report, piece)), ("key", Self.key(report.keyID, keys))]
        switch report.kind {
        case .session(let age, let idle, let idleLeft, let left):
            lines.append(("age", "\(Self.time(age)), last used \(Self.time(idle)) ago"))
            lines.append(("life left", Self.life(report, idleLeft, left)))
        case .storedSecret: lines.append(("age", "not told: it lives as long as the provider's token"))
        case nil: break
        }
        text = Self.lines(lines + [Self.size(report.size)])
        isUsable = report.fault == nil
    }

    private static func kind(_ report: SealedReport, _ piece: SealedInput.Piece) -> String {
        switch report.kind {
        case .session: return "session"
        case .storedSecret(let id):
            let name = Providers.profiles.first { $0.flatPeakID == id }?.displayName ?? id
            return "stored token of \(name)"
        case nil:
            switch report.fault {
            case "unknown_key": return "not told: it is under a key that is not here"
            case "tampered" where piece.cookie == nil: return "not told: a session opens with its cookie's name only"
            default: return "not told: it was changed, or belongs to another cookie"
            }
        }
    }

    private static func key(_ id: String, _ keys: SessionKeys) -> String {
        if id == keys.id { return "\(id.printable), the current one" }
        return id.printable + (keys.ids.contains(id) ? ", a previous one" : ", none of ours")
    }

    private static func life(_ report: SealedReport, _ idleLeft: Int, _ left: Int) -> String {
        switch report.fault {
        case "expired": "none: it has expired"
        case "future": "none: it was last used later than now, so a clock is wrong"
        default: "\(time(min(idleLeft, left))) unless it is used, \(time(left)) at most"
        }
    }

    private static func size(_ bytes: Int) -> (String, String) { ("size", "\(bytes) bytes") }

    /// `1 h 5 min`, `12 min 30 s`, `45 s`.
    static func time(_ seconds: Int) -> String {
        let (hours, minutes, rest) = (abs(seconds) / 3600, abs(seconds) / 60 % 60, abs(seconds) % 60)
        let text = hours > 0 ? "\(hours) h \(minutes) min" : minutes > 0 ? "\(minutes) min \(rest) s" : "\(rest) s"
        return (seconds < 0 ? "-" : "") + text
    }

    private static func lines(_ lines: [(name: String, value: String)]) -> String {
        lines.map { $0.name.padded(11) + $0.value }.joined(separator: "\n")
    }
}
