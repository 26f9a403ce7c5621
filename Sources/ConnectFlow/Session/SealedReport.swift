public import FoundationEssentials
import ProviderKit

/// What may be said of a sealed text: never what is in it.
public struct SealedReport: Sendable, Equatable {
    /// What it was sealed for.
    public enum Kind: Sendable, Equatable {
        /// A session's cookie; seconds since it began and since it was last used, and seconds that it has left, idle and in
        /// all. Negative where a clock is wrong.
        case session(age: Int, idle: Int, idleLeft: Int, left: Int)
        /// A provider's token in FlatPeak's storage or in `STATE_DIR`; the provider's id. It has no age of its own.
        case storedSecret(provider: String)
    }

    /// `nil` where it does not open.
    public let kind: Kind?
    /// The key that it says it is sealed under.
    public let keyID: String
    /// Bytes, as it came.
    public let size: Int
    /// Why it is of no use, in one word, as the log has it; `nil` for what is.
    public let fault: String?
}

extension SessionKeys {
    /// Looks at a sealed text.
    ///
    /// - Parameters:
    ///   - sealed: `v1.…`.
    ///   - cookie: the name of the cookie that it is the value of, without which a session does not open.
    ///   - providers: the FlatPeak ids of the providers it may be a stored secret of.
    ///   - now: the time to tell ages by.
    /// - Returns: `nil` for what is no sealed text.
    public func inspect(_ sealed: String, cookie: String?, providers: [String], now: Date) -> SealedReport? {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "v1", Base64URL.decode(parts[2]) != nil else { return nil }
        let keyID = String(parts[1])
        func report(_ kind: SealedReport.Kind?, _ loss: SessionLoss?) -> SealedReport {
            SealedReport(kind: kind, keyID: keyID, size: sealed.utf8.count, fault: loss?.rawValue)
        }
        for provider in providers where (try? open(sealed, for: .storedSecret, context: provider)) != nil {
            return report(.storedSecret(provider: provider), nil)
        }
        do throws(SessionLoss) {
            let session = try Session(sealed: sealed, name: cookie ?? "", self)
            return report(.init(session, at: now), session.loss(at: now))
        } catch {
            return report(nil, error)
        }
    }
}

extension SealedReport.Kind {
    fileprivate init(_ session: Session, at now: Date) {
        let seconds = Int(now.timeIntervalSince1970)
        self = .session(
            age: seconds - session.startedAt, idle: seconds - session.seenAt,
            idleLeft: session.remainingIdleLife(at: now), left: session.remainingLife(at: now))
    }
}
