import ProviderKit

/// What went wrong with a call, the token's end told apart because there is a remedy.
enum KrakenFailure: Error, Hashable {
    /// The token has expired, or is not accepted any more: a new one may be.
    case tokenRefused(code: String)
    /// Anything else.
    case other(ProviderError)

    /// Sorts Kraken's error codes (FlatPeak protocol, section 6).
    ///
    /// - Parameters:
    ///   - codes: of every entry of `errors`; the most telling one decides.
    ///   - isLogin: only at the login do 1138 and 1139 speak of the password. Elsewhere 1139 speaks of the token.
    ///   - retryAfter: the seconds that the answer's head names.
    init(codes: [String?], isLogin: Bool, retryAfter: Int?) {
        let known = codes.compactMap { $0.flatMap(KrakenCode.init(rawValue:)) }
        if known.contains(where: \.isRateLimit) {
            self = .other(.rateLimited(retryAfter: retryAfter))
        } else if isLogin, known.contains(where: { $0 == .wrongCredentials || $0 == .authenticationFailed }) {
            self = .other(.invalidCredentials)
        } else if !isLogin, let code = known.first(where: { $0 == .tokenExpired || $0 == .authenticationFailed }) {
            self = .tokenRefused(code: code.rawValue)
        } else if known.contains(.unauthorised) {
            self = .other(.reauthorisationRequired("this login may not read the account (KT-CT-1111)"))
        } else if known.contains(.noAuthorisation) {
            self = .other(.reauthorisationRequired("the provider saw no access token (KT-CT-1112)"))
        } else {
            self = .other(.unexpectedAnswer("it reports \(Self.printable(codes.first ?? nil))"))
        }
    }

    /// What is left to say when there is no remedy any more.
    var providerError: ProviderError {
        switch self {
        case .tokenRefused(let code): .reauthorisationRequired("the provider refuses its own access token (\(code))")
        case .other(let error): error
        }
    }

    /// A code is shown only if it looks like one, never a text that could quote the customer.
    private static func printable(_ code: String?) -> String {
        guard let code, code.utf8.count <= 40,
            code.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D || $0 == 0x5F
            })
        else { return "an error without a code" }
        return "the error \(code)"
    }
}

/// The codes that mean something to a customer.
private enum KrakenCode: String {
    case unauthorised = "KT-CT-1111"
    case noAuthorisation = "KT-CT-1112"
    case tokenExpired = "KT-CT-1124"
    case wrongCredentials = "KT-CT-1138"
    case authenticationFailed = "KT-CT-1139"
    case tooComplex = "KT-CT-1188"
    case tooManyNodes = "KT-CT-1189"
    case tooManyRequests = "KT-CT-1199"

    var isRateLimit: Bool { [.tooComplex, .tooManyNodes, .tooManyRequests].contains(self) }
}
