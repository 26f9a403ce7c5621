import Crypto

/// Proof Key for Code Exchange (RFC 7636): whoever steals the code cannot use it without the verifier.
public struct ProofKey: Sendable, Codable, Equatable {
    /// 43 characters of base64url; stays in the sealed session.
    public let verifier: Secret

    /// A new one, from 256 random bits.
    public init() {
        verifier = Secret(Base64URL.random(bytes: 32))
    }

    /// One that was kept.
    public init(verifier: Secret) {
        self.verifier = verifier
    }

    /// What the authorisation server is shown (S256, section 4.2).
    public var challenge: String {
        Base64URL.encode(Array(SHA256.hash(data: Array(verifier.reveal().utf8))))
    }
}
