import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

/// Sessions, and a server that keeps them in cookies.
enum SessionSamples {
    static let now = Browser.start
    static let keys = SessionKeys(secret: Secret("0123456789abcdef0123456789abcdef"))

    static func token(_ number: Int = 0) throws -> ConnectToken {
        try #require(ConnectToken("cot_1234567\(number)"))
    }

    static func page(_ step: ConnectPage.Step = .authMetadataCapture, logo: String? = nil) -> ConnectPage {
        ConnectPage(
            step: step, direction: .import, isLive: false, accountName: "Nova", privacyURL: nil, termsURL: nil,
            providerName: "Lunar Energy", logoURL: logo, accent: nil,
            authMetadataID: step == .consentCapture ? "amd_1" : nil)
    }

    static func session(_ token: ConnectToken, at now: Date = now) -> Session { Session(token, page: page(), now: now) }

    /// One that waits for a choice between so many homes, with a token of so many bytes.
    static func choosing(_ token: ConnectToken, homes: Int, tokenBytes: Int = 1000) -> Session {
        var session = session(token)
        let choices = (0..<homes).map {
            AccountChoice(
                id: "contract-\($0)", name: "\($0) Very Long Street Name, Some Town, AB1 2CD", description: "x")
        }
        session.pending = Session.Pending(
            credentials: ["login": Secret("ann@example.com"), "password": Secret("correct horse")],
            grant: ["access_token": .string(String(repeating: "t", count: tokenBytes))],
            requirement: .multipleAvailableTariffs(choices))
        return session
    }

    static func cookies(
        _ header: [String] = [], mount: Mount = .root, isSecure: Bool = false, now: Date = now, keys: SessionKeys = keys
    ) -> SessionCookies {
        SessionCookies(header: header, keys: keys, mount: mount, isSecure: isSecure, now: now)
    }

    /// `name=value` of the line that keeps a session.
    static func pair(_ session: Session, _ token: ConnectToken, now: Date = now, isSecure: Bool = false) throws
        -> String
    {
        let lines = try #require(cookies(isSecure: isSecure, now: now).keep(session, for: token))
        return String(try #require(lines.first).prefix { $0 != ";" })
    }
}

extension SessionCookies.Finding {
    var session: Session? { if case .session(let session) = self { session } else { nil } }
    var isNone: Bool { if case .none = self { true } else { false } }
    var isUnusable: Bool { if case .unusable = self { true } else { false } }
}
