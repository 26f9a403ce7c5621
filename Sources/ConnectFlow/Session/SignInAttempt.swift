import ProviderKit

/// A customer's way to a provider's own login and back (RFC 6749 section 4.1); kept in the sealed session.
///
/// It is the same one until the customer is back, so that a double click or a second tab does not void it.
struct SignInAttempt: Codable, Sendable {
    /// What has to come back: `<fingerprint of the connect token>.<random>`. The fingerprint finds the session, the random
    /// part proves that it was this one that asked.
    let state: Secret
    let proof: ProofKey

    enum CodingKeys: String, CodingKey {
        case state = "s", proof = "v"
    }

    init(_ token: ConnectToken) {
        state = Secret("\(token.fingerprint).\(Base64URL.random(bytes: 16))")
        proof = ProofKey()
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        state = try container.decode(Secret.self, forKey: .state)
        proof = ProofKey(verifier: try container.decode(Secret.self, forKey: .proof))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encode(proof.verifier, forKey: .proof)
    }
}
