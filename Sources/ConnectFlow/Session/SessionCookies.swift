import FoundationEssentials
import ProviderKit

/// The session cookies of one request: one for each connect token, so that two tabs are two sessions.
struct SessionCookies: Sendable {
    /// More cookies than this, and the oldest goes.
    private static let countLimit = 5
    /// More bytes in all than this, and the oldest goes: web servers refuse a head of 8 KB.
    private static let totalLimit = 7 * 1024
    /// One answer's `Set-Cookie`: nginx reads the whole head into 4 KB by default.
    private static let cookieLimit = 2900
    private static let marker = "rb_"

    let keys: SessionKeys
    let mount: Mount
    let isSecure: Bool
    let now: Date
    /// Ours among those that came, by name.
    private let received: [(name: String, value: String)]

    /// - Parameter header: the `Cookie` fields. Apache joins several with a comma.
    init(header: [String], keys: SessionKeys, mount: Mount, isSecure: Bool, now: Date) {
        (self.keys, self.mount, self.isSecure, self.now) = (keys, mount, isSecure, now)
        let prefix = Self.prefix(mount, isSecure) + Self.marker
        received = header.flatMap { $0.split { $0 == ";" || $0 == "," } }.compactMap { pair in
            let pair = pair.drop { $0 == " " }
            guard pair.hasPrefix(prefix), let separator = pair.firstIndex(of: "=") else { return nil }
            return (String(pair[..<separator]), String(pair[pair.index(after: separator)...]))
        }
    }

    /// RFC 6265bis section 4.1.3: names that browsers accept from a secure origin only.
    private static func prefix(_ mount: Mount, _ isSecure: Bool) -> String {
        isSecure ? (mount == .root ? "__Host-" : "__Secure-") : ""
    }

    private func name(_ token: ConnectToken) -> String {
        Self.prefix(mount, isSecure) + Self.marker + token.fingerprint
    }

    /// What came for a token.
    enum Finding {
        case session(Session)
        case none
        /// Tampered with, expired, or sealed under a key that we have not.
        case unusable
    }

    func find(_ token: ConnectToken) -> Finding {
        let name = name(token)
        let values = received.filter { $0.name == name }.map(\.value)
        guard !values.isEmpty else { return .none }
        for value in values {
            if let session = open(value, name: name), session.token == token.text { return .session(session) }
        }
        return .unusable
    }

    private func open(_ value: String, name: String) -> Session? {
        guard let plain = try? keys.open(value, for: .session, context: name) else { return nil }
        let decoder = JSONDecoder()
        decoder.userInfo = SecretCoding.insideSealedData.userInfo
        guard let session = try? decoder.decode(Session.self, from: Data(plain)), session.isAlive(at: now) else {
            return nil
        }
        return session
    }

    /// The `Set-Cookie` fields that keep a session, and drop what would be too much beside it.
    ///
    /// - Returns: `nil` for a session that does not fit.
    func keep(_ session: Session, for token: ConnectToken) -> [String]? {
        var session = session
        session.seenAt = Int(now.timeIntervalSince1970)
        let name = name(token)
        guard let value = seal(session, name: name) ?? seal(session.withoutChoices, name: name) else { return nil }
        return [field(name, value, maxAge: Session.idleLife)] + surplus(beside: name, bytes: name.utf8.count + value.utf8.count)
    }

    /// The `Set-Cookie` field that ends a session.
    func drop(_ token: ConnectToken) -> [String] {
        [field(name(token), "", maxAge: 0)]
    }

    private func seal(_ session: Session, name: String) -> String? {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let plain = try? encoder.encode(session),
            let value = try? keys.seal(plain, for: .session, context: name), value.utf8.count <= Self.cookieLimit
        else { return nil }
        return value
    }

    /// Cookies of other sessions that have to go: dead ones, then the oldest.
    private func surplus(beside kept: String, bytes: Int) -> [String] {
        let others = received.filter { $0.name != kept }.map { cookie in
            (cookie, startedAt: open(cookie.value, name: cookie.name)?.startedAt ?? .min)
        }
        var (count, total) = (1, bytes)
        var dropped: Set<String> = []
        for (cookie, startedAt) in others.sorted(by: { $0.startedAt > $1.startedAt }) {
            count += 1
            total += cookie.name.utf8.count + cookie.value.utf8.count
            if startedAt == .min || count > Self.countLimit || total > Self.totalLimit { dropped.insert(cookie.name) }
        }
        return dropped.sorted().map { field($0, "", maxAge: 0) }
    }

    private func field(_ name: String, _ value: String, maxAge: Int) -> String {
        "\(name)=\(value); Path=\(mount.cookiePath); Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}

extension Session {
    /// Some customers have thirty addresses: what does not fit is asked of the provider again.
    fileprivate var withoutChoices: Session {
        var session = self
        if case .multipleAvailableTariffs = pending?.requirement {
            session.pending?.requirement = .multipleAvailableTariffs([])
        }
        return session
    }
}
