import FoundationEssentials
import ProviderKit

extension Session {
    /// Opens a cookie's value, whatever its age.
    init(sealed value: String, name: String, _ keys: SessionKeys) throws(SessionLoss) {
        let plain: [UInt8]
        do throws(SealError) {
            plain = try keys.open(value, for: .session, context: name)
        } catch {
            throw SessionLoss(error)
        }
        let decoder = JSONDecoder()
        decoder.userInfo = SecretCoding.insideSealedData.userInfo
        // Sealed by us, and not as we write it: by another version.
        guard let session = try? decoder.decode(Session.self, from: Data(plain)), session.hasUsableTimes else {
            throw .malformed
        }
        self = session
    }

    /// Whether its ages can be reckoned: 1970 to 9999.
    private var hasUsableTimes: Bool {
        [startedAt, seenAt].allSatisfy { (0...253_402_300_799).contains($0) }
    }
}
