import FoundationEssentials
import ProviderKit

/// FlatPeak's look at a tariff before it is kept (FlatPeak protocol, section 4.4).
enum TariffCheck {
    /// The first thing that is wrong with the tariff, in words; `nil` where nothing is.
    ///
    /// - Parameters:
    ///   - tariff: The value under `tariff`.
    ///   - now: Expiry dates are held against it.
    /// - Returns: The fault with its place.
    static func fault(in tariff: JSONValue, now: Date) -> String? {
        let decoded: Tariff
        do {
            decoded = try JSONDecoder().decode(Tariff.self, from: tariff.json())
        } catch {
            return "The tariff cannot be read: \(error)"
        }
        return decoded.violations(now: now).first.map { "\($0.path): \($0.message)" }
    }
}
