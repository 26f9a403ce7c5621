import FoundationEssentials

@testable import ConnectFlow
@testable import ProviderKit

extension FuzzTarget {
    private static let keys = SessionKeys(secret: Secret("a secret for fuzzing, nobody's own"))
    private static let strangersKeys = SessionKeys(secret: Secret("another secret, of somebody else's"))

    /// The `Cookie` field, with `@` for a session of ours and `~` for a stranger's: only ours is opened. And what stands in a
    /// session, whatever wrote it: what is kept of it fits, and is found again.
    static let cookie = FuzzTarget(name: "cookie") { bytes in
        guard let token = ConnectToken("cot_0123456789abcdef") else { return }
        let page = ConnectPage(
            step: .authMetadataCapture, direction: .import, isLive: true, accountName: "Nova", privacyURL: nil,
            termsURL: nil, providerName: nil, logoURL: nil, accent: nil, authMetadataID: nil)
        let session = Session(token, page: page, now: now)
        guard let ours = pair(cookies("", keys).keep(session, for: token)),
            let strangers = pair(cookies("", strangersKeys).keep(session, for: token))
        else { throw Broken(description: "a session of the smallest size is kept") }
        let text = String(decoding: bytes, as: UTF8.self)
        let header = text.replacing("@", with: ours).replacing("~", with: strangers)
        if case .session = cookies(header, keys).find(token) {
            try require(header.contains(ours), "only what was sealed is opened")
        }
        _ = keys.inspect(text, cookie: "rb_\(token.fingerprint)", providers: ["prv_0"], now: now)
        try checkSealing(bytes, token)
        try checkContents(bytes, token)
    }

    /// What is sealed opens to the same bytes, and no longer once one byte is another.
    private static func checkSealing(_ bytes: [UInt8], _ token: ConnectToken) throws {
        var sealed = Array(try keys.seal(bytes, for: .session, context: "c").utf8)
        let opened = try keys.open(String(decoding: sealed, as: UTF8.self), for: .session, context: "c")
        try require(opened == bytes, "what is sealed opens to the same bytes")
        guard let place = bytes.first, let change = bytes.last, change != 0 else { return }
        sealed[Int(place) % sealed.count] ^= change
        let changed = String(decoding: sealed, as: UTF8.self)
        try require((try? keys.open(changed, for: .session, context: "c")) == nil, "a changed text does not open")
    }

    private static func checkContents(_ bytes: [UInt8], _ token: ConnectToken) throws {
        let name = "rb_\(token.fingerprint)"
        let sealed = try keys.seal(bytes, for: .session, context: name)
        guard case .session(let session) = cookies("\(name)=\(sealed)", keys).find(token),
            let lines = cookies("", keys).keep(session, for: token)
        else { return }
        try require(lines.joined().utf8.count <= SessionCookies.answerLimit, "an answer's cookies fit")
        guard case .session(let again) = cookies(pair(lines) ?? "", keys).find(token) else {
            throw Broken(description: "what is kept is found again")
        }
        try require(again.page.isSamePlace(as: session.page.step, session.page.authMetadataID), "at the same place")
    }

    private static func cookies(_ header: String, _ keys: SessionKeys) -> SessionCookies {
        SessionCookies(header: [header], keys: keys, mount: .root, isSecure: false, now: now)
    }

    /// What the browser sends back.
    private static func pair(_ lines: [String]?) -> String? { lines?.first.map { String($0.prefix { $0 != ";" }) } }
}
