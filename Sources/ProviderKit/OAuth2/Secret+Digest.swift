import Crypto

extension Secret {
    /// Tells secrets apart where they must not be seen: the SHA-256 as 64 hex digits.
    var digest: String {
        SHA256.hash(data: Array(reveal().utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
