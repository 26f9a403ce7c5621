import ProviderKit

/// The page that Connect wants shown, as far as the flow needs it. Kept in the session.
struct ConnectPage: Codable, Sendable, Hashable {
    /// The steps that have a page.
    enum Step: String, Codable, Sendable {
        case authMetadataCapture = "auth_metadata_capture"
        case consentCapture = "consent_capture"
    }

    let step: Step
    let direction: Tariff.Direction
    let isLive: Bool
    let accountName: String
    let privacyURL: String?
    let termsURL: String?
    let providerName: String?
    let logoURL: String?
    let accent: String?
    /// Set on the consent page.
    let authMetadataID: String?

    enum CodingKeys: String, CodingKey {
        case step = "s", direction = "d", isLive = "l", accountName = "a", privacyURL = "p", termsURL = "t"
        case providerName = "n", logoURL = "g", accent = "c", authMetadataID = "m"
    }
}

extension ConnectPage {
    /// Reads Connect's page object (FlatPeak protocol, section 2).
    ///
    /// - Throws: ``ConnectFailure/unusable(_:)`` that names what is missing.
    init(_ answer: JSONValue, step: Step) throws(ConnectFailure) {
        guard let data = answer["data"]?.object else { throw .unusable("a page without data") }
        let account = data["account"], provider = data["provider"]
        guard let accountName = account?["display_name"]?.string, !accountName.isEmpty else {
            throw .unusable("a page without data.account.display_name")
        }
        authMetadataID = data["auth_metadata_id"]?.string
        guard step != .consentCapture || authMetadataID?.isEmpty == false else {
            throw .unusable("a consent page without data.auth_metadata_id")
        }
        self.step = step
        self.accountName = accountName
        direction = answer["direction"]?.string == "EXPORT" ? .export : .import
        isLive = answer["live_mode"]?.bool ?? true
        privacyURL = account?["privacy_url"]?.string
        termsURL = account?["terms_url"]?.string
        providerName = provider?["display_name"]?.string
        logoURL = provider?["logo_url"]?.string
        accent = provider?["accent_color"]?.string
    }
}
