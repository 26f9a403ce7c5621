import ProviderKit

/// What an authorisation server sends the customer back with (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).
struct CallbackAnswer: Sendable {
    enum Outcome: Sendable {
        case code(Secret)
        /// One of the RFC's names, or another server's own.
        case error(String)
    }

    /// Longer than ours is.
    private static let stateLimit = 64
    /// Longer than any code of the field.
    private static let codeLimit = 2048
    private static let issuerLimit = 512

    let state: Secret
    let outcome: Outcome
    let issuer: String?

    /// Reads the query.
    ///
    /// - Returns: `nil` for a query in which something is missing, stands twice, contradicts or is oversized.
    init?(_ query: FormData) {
        guard ["state", "code", "error", "iss"].allSatisfy({ query.count(of: $0) <= 1 }),
            let state = query["state"], (1...Self.stateLimit).contains(state.utf8.count)
        else { return nil }
        self.state = Secret(state)
        issuer = query["iss"]
        guard issuer?.utf8.count ?? 0 <= Self.issuerLimit else { return nil }
        switch (query["code"], query["error"]) {
        case (let code?, nil):
            guard (1...Self.codeLimit).contains(code.utf8.count), code.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
            else {
                return nil
            }
            outcome = .code(Secret(code))
        case (nil, let error?): outcome = .error(Self.name(error))
        default: return nil
        }
    }

    /// An error's name, fit for a log line.
    private static func name(_ text: String) -> String {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
            }
        return isName ? text : "other"
    }

    /// The fingerprint of the connect token whose session asked.
    var fingerprint: Substring { Self.fingerprint(state.reveal()) }

    static func fingerprint(_ state: String) -> Substring { state.prefix { $0 != "." } }
}
