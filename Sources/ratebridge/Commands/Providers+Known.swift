import ProviderKit
import Providers

extension Providers {
    /// The profile of a provider.
    ///
    /// - Throws: ``WrongCall`` for a name that there is not, with those that there are.
    static func known(_ slug: String) throws(WrongCall) -> ProviderProfile {
        guard let profile = profiles.first(where: { $0.slug == slug }) else {
            let names = profiles.map(\.slug).joined(separator: ", ")
            throw WrongCall(
                "there is no provider '\(slug.printable)'; set PROVIDER or --provider to one of: \(names)")
        }
        return profile
    }
}
