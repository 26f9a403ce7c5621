import FoundationEssentials

/// A token endpoint's answer, before it is believed (RFC 6749 section 5.1).
struct TokenAnswer {
    /// Larger than any token of the field.
    private static let tokenLimit = 8 * 1024
    /// Without `expires_in` nothing is known: little is assumed.
    private static let assumedLife = 300
    /// What is absurd is cut: ten years.
    private static let longestLife = 315_360_000

    private let json: JSONValue

    init(_ answer: HTTPAnswer) throws(ProviderError) {
        guard let json = try? JSONValue(parsing: answer.body), json.object != nil else {
            throw .unexpectedAnswer("the token endpoint sends no JSON object")
        }
        self.json = json
    }

    /// The tokens as those of a new sign-in.
    func tokens(now: Date) throws(ProviderError) -> OAuth2Tokens {
        guard json["token_type"]?.string?.lowercased() == "bearer" else {
            throw .unexpectedAnswer("the token is no bearer token")
        }
        guard let access = try token("access_token") else { throw .unexpectedAnswer("there is no access_token") }
        return OAuth2Tokens(
            accessToken: access, refreshToken: try token("refresh_token"),
            expiresAt: Int(now.timeIntervalSince1970) + (try life()))
    }

    private func token(_ name: String) throws(ProviderError) -> Secret? {
        switch json[name] {
        case nil, .null: return nil
        case .string(let text):
            // RFC 6749 appendix A.12: visible ASCII. Anything else has no place in a header field.
            guard !text.isEmpty, text.utf8.count <= Self.tokenLimit,
                text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
            else {
                throw .unexpectedAnswer("\(name) is no token")
            }
            return Secret(text)
        default: throw .unexpectedAnswer("\(name) is no text")
        }
    }

    private func life() throws(ProviderError) -> Int {
        switch json["expires_in"] {
        case nil, .null: return Self.assumedLife
        case .number(let number): return try checked(number)
        // Some servers write it as text.
        case .string(let text): return try checked(Decimal(string: text))
        default: throw .unexpectedAnswer("expires_in is no number of seconds")
        }
    }

    private func checked(_ seconds: Decimal?) throws(ProviderError) -> Int {
        guard let seconds, !seconds.isNaN, seconds >= 1 else {
            throw .unexpectedAnswer("expires_in is no number of seconds")
        }
        guard seconds < Decimal(Self.longestLife) else { return Self.longestLife }
        return Int("\(seconds)".prefix { $0 != "." }) ?? Self.assumedLife
    }
}
