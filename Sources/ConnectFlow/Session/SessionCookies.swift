import FoundationEssentials
import ProviderKit

/// The session cookies of one request: one for each connect token, so that two tabs are two sessions.
struct SessionCookies: Sendable {
    /// More cookies than this, and the oldest goes.
    static let countLimit = 5
    /// More bytes in all than this, and the oldest goes: web servers refuse a head of 8 KB.
    static let totalLimit = 7 * 1024
    /// All `Set-Cookie` fields of one answer, names and all: nginx reads the whole head into 4 KB by default.
    static let answerLimit = 3 * 1024
    /// What stands around a line: `Set-Cookie: ` and the line's end.
    static let fieldBytes = 14
    /// The line of a session, attributes and all. The rest of an answer's is for those that have to go.
    static let lineLimit = 2720
    private static let marker = "rb_"

    let keys: SessionKeys
    let mount: Mount
    let isSecure: Bool
    let now: Date
    /// Ours among those that came, by name.
    private let received: [(name: String, value: String)]

    /// Reads the `Cookie` fields. Apache joins several with a comma.
    init(header: [String], keys: SessionKeys, mount: Mount, isSecure: Bool, now: Date) {
        (self.keys, self.mount, self.isSecure, self.now) = (keys, mount, isSecure, now)
        let prefix = Self.prefix(mount, isSecure) + Self.marker
        received = header.flatMap { $0.utf8.split { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") } }
            .compactMap { pair in
                let pair = Self.trimmed(pair)
                guard let separator = pair.utf8.firstIndex(of: UInt8(ascii: "=")), pair.hasPrefix(prefix) else {
                    return nil
                }
                let name = pair[..<separator]
                // Whatever else begins like ours is another's.
                guard Self.isFingerprint(name.utf8.dropFirst(prefix.utf8.count)) else { return nil }
                return (String(name), String(pair[pair.index(after: separator)...]))
            }
    }

    /// Whether no cookie of ours came, for this token or another.
    var isEmpty: Bool { received.isEmpty }

    /// What came for a token.
    enum Finding {
        case session(Session)
        case none
        /// One came, and it is of no use.
        case unusable(SessionLoss)
    }

    func find(_ token: ConnectToken) -> Finding {
        let name = name(token)
        let values = received.filter { $0.name == name }.map(\.value)
        guard !values.isEmpty else { return .none }
        var loss = SessionLoss.malformed
        for value in values {
            do throws(SessionLoss) {
                let session = try open(value, name: name)
                if session.token == token.text { return .session(session) }
                loss = .tampered
            } catch {
                loss = error
            }
        }
        return .unusable(loss)
    }

    /// The token whose session came, for a callback, which knows no more than a fingerprint of it. Without a fingerprint it is
    /// the only session's, if one alone came: that is enough for a way on.
    func token(fingerprint: Substring?) -> ConnectToken? {
        let sessions = received.compactMap { try? open($0.value, name: $0.name) }
        let tokens = Set(sessions.compactMap { ConnectToken($0.token) })
        return tokens.first { $0.fingerprint == fingerprint ?? "" } ?? (tokens.count == 1 ? tokens.first : nil)
    }

    /// The `Set-Cookie` fields that keep a session, and drop what would be too much beside it.
    ///
    /// - Returns: `nil` for a session that does not fit, even without what the provider can be asked for again.
    func keep(_ session: Session, for token: ConnectToken) -> [String]? {
        var session = session
        session.seenAt = Int(now.timeIntervalSince1970)
        let name = name(token)
        for session in session.compactions {
            guard let value = seal(session, name: name) else { return nil }
            let line = line(name, value, maxAge: session.remainingLife(at: now))
            if line.utf8.count <= Self.lineLimit {
                return [line] + surplus(beside: name, bytes: name.utf8.count + value.utf8.count, line: line.utf8.count)
            }
        }
        return nil
    }

    /// The `Set-Cookie` field that ends a session.
    func drop(_ token: ConnectToken) -> [String] {
        [line(name(token), "", maxAge: 0)]
    }

    /// Lines that drop other sessions: dead ones and the oldest. What has no room in this answer goes with the next.
    private func surplus(beside kept: String, bytes: Int, line: Int) -> [String] {
        let others = received.filter { $0.name != kept }.map { cookie in
            (cookie, startedAt: (try? open(cookie.value, name: cookie.name))?.startedAt ?? .min)
        }
        var (count, total, room) = (1, bytes, Self.answerLimit - line - Self.fieldBytes)
        var dropped: [String] = []
        for (cookie, startedAt) in others.sorted(by: { $0.startedAt > $1.startedAt }) {
            count += 1
            total += cookie.name.utf8.count + cookie.value.utf8.count
            let isTooMuch = startedAt == .min || count > Self.countLimit || total > Self.totalLimit
            if isTooMuch, !dropped.contains(cookie.name) { dropped.append(cookie.name) }
        }
        return dropped.reversed().map { self.line($0, "", maxAge: 0) }.filter { line in
            room -= line.utf8.count + Self.fieldBytes
            return room >= 0
        }
    }
}

// MARK: - Names and values

extension SessionCookies {
    /// RFC 6265bis section 4.1.3: names that browsers accept from a secure origin only.
    private static func prefix(_ mount: Mount, _ isSecure: Bool) -> String {
        isSecure ? (mount == .root ? "__Host-" : "__Secure-") : ""
    }

    private func name(_ token: ConnectToken) -> String {
        Self.prefix(mount, isSecure) + Self.marker + token.fingerprint
    }

    private static func isFingerprint(_ text: Substring.UTF8View) -> Bool {
        text.count == 8 && text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private func line(_ name: String, _ value: String, maxAge: Int) -> String {
        "\(name)=\(value); Path=\(mount.cookiePath); Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }

    private func seal(_ session: Session, name: String) -> String? {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let plain = try? encoder.encode(session) else { return nil }
        return try? keys.seal(plain, for: .session, context: name)
    }

    private func open(_ value: String, name: String) throws(SessionLoss) -> Session {
        let session = try Session(sealed: value, name: name, keys)
        if let loss = session.loss(at: now) { throw loss }
        return session
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let tail = text.drop(while: isBlank)
        return Substring(tail[..<(tail.lastIndex { !isBlank($0) }.map { tail.index(after: $0) } ?? tail.startIndex)])
    }
}
