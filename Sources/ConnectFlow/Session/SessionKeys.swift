import Crypto
import FoundationEssentials
public import ProviderKit

/// The keys that seal sessions and stored tokens: AES-256-GCM under keys that HKDF (RFC 5869) derives from `APP_SECRET`.
///
/// Each sealed text names its key, so that older secrets (`APP_SECRET_PREVIOUS`) open what they sealed, and a key that is
/// not ours is known at once.
public struct SessionKeys: Sendable {
    /// What a text was sealed for; one purpose's text is none for another.
    enum Purpose: String {
        case session = "session v1"
        case storedSecret = "stored secret v1"
    }

    private struct Generation: Sendable {
        let id: String
        private let session: SymmetricKey
        private let storedSecret: SymmetricKey

        init(_ secret: Secret) {
            let input = SymmetricKey(data: Array(secret.reveal().utf8))
            func derive(_ info: String, bytes: Int) -> SymmetricKey {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: input, salt: Array("ratebridge".utf8), info: Array(info.utf8),
                    outputByteCount: bytes)
            }
            id = derive("key id v1", bytes: 4).withUnsafeBytes(Self.hex)
            session = derive(Purpose.session.rawValue, bytes: 32)
            storedSecret = derive(Purpose.storedSecret.rawValue, bytes: 32)
        }

        func key(for purpose: Purpose) -> SymmetricKey {
            switch purpose {
            case .session: session
            case .storedSecret: storedSecret
            }
        }

        private static func hex(_ bytes: UnsafeRawBufferPointer) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    private struct Generations: Sendable {
        let current: Generation
        let all: [String: Generation]
    }

    private let generations: Lazily<Generations>

    /// Derives the keys when the first of them is needed.
    ///
    /// - Parameters:
    ///   - secret: `APP_SECRET`; seals and opens.
    ///   - previous: `APP_SECRET_PREVIOUS`; open only.
    public init(secret: Secret, previous: [Secret] = []) {
        generations = Lazily {
            let current = Generation(secret)
            return Generations(current: current, all: Dictionary([current] + previous.map(Generation.init), by: \.id))
        }
    }

    /// The id of the key that seals; it stands, in clear, in all that it seals.
    public var id: String { generations.value.current.id }

    /// The ids of all keys that open.
    public var ids: Set<String> { Set(generations.value.all.keys) }

    /// Seals: `v1.<key id>.<nonce, ciphertext and tag in base64url>`.
    ///
    /// The context must be the same when it is opened, so that a sealed text cannot be moved elsewhere.
    func seal(_ plain: some Collection<UInt8>, for purpose: Purpose, context: String) throws(SealError) -> String {
        let current = generations.value.current
        guard
            let box = try? AES.GCM.seal(
                Array(plain), using: current.key(for: purpose), authenticating: Array(context.utf8)),
            let combined = box.combined
        else { throw .failed }
        return "v1.\(current.id).\(Base64URL.encode(Array(combined)))"
    }

    /// Opens what ``seal(_:for:context:)`` made.
    func open(_ sealed: String, for purpose: Purpose, context: String) throws(SealError) -> [UInt8] {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "v1", let combined = Base64URL.decode(parts[2]) else { throw .malformed }
        guard let key = generations.value.all[String(parts[1])]?.key(for: purpose) else { throw .unknownKey }
        guard let box = try? AES.GCM.SealedBox(combined: combined),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Array(context.utf8))
        else { throw .tampered }
        return Array(plain)
    }

    /// How a provider's tokens look where they leave the process for FlatPeak's storage.
    ///
    /// - Parameter provider: its FlatPeak id. What was sealed for one provider is nothing to another.
    /// - Returns: seals and opens; throws ``SealError`` for what was not sealed here.
    func storedSecrets(of provider: String) -> SecretCoding {
        SecretCoding(
            write: { try seal(Array($0.reveal().utf8), for: .storedSecret, context: provider) },
            read: { Secret(String(decoding: try open($0, for: .storedSecret, context: provider), as: UTF8.self)) })
    }
}

/// Why a sealed text does not open.
enum SealError: Error, Hashable {
    /// The cipher failed; there is no known reason for it to.
    case failed
    /// Not of our form.
    case malformed
    /// Sealed under a secret that we have not (any more).
    case unknownKey
    /// Changed, or sealed for something else.
    case tampered
}

extension Dictionary {
    fileprivate init(_ values: [Value], by id: (Value) -> Key) {
        self.init(values.map { (id($0), $0) }) { first, _ in first }
    }
}
