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
    var logoURL: String?
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
    init(_ document: ConnectDocument, step: Step) throws(ConnectFailure) {
        guard let data = document.data else { throw .unusable("a page without data") }
        let account = data.account, provider = data.provider
        guard let accountName = Self.name(account), !accountName.isEmpty else {
            throw .unusable("a page without data.account.display_name")
        }
        authMetadataID = data.authMetadataID
        if step == .consentCapture {
            guard let id = authMetadataID, (1...200).contains(id.utf8.count) else {
                throw .unusable("a consent page without a usable data.auth_metadata_id")
            }
        }
        self.step = step
        self.accountName = accountName
        direction = document.direction == "EXPORT" ? .export : .import
        isLive = document.isLive ?? true
        // Shown on the consent page only: the session that waits for a code needs the room.
        privacyURL = step == .consentCapture ? Self.url(account?.privacyURL) : nil
        termsURL = step == .consentCapture ? Self.url(account?.termsURL) : nil
        providerName = Self.name(provider)
        logoURL = Self.url(provider?.logoURL)
        accent = provider?.accent.flatMap { $0.utf8.count <= 16 ? $0 : nil }
    }

    /// Whether this is the page of that step, and of that login.
    func isSamePlace(as step: Step, _ authMetadataID: String?) -> Bool {
        self.step == step && (step == .authMetadataCapture || self.authMetadataID == authMetadataID)
    }

    // All of it must fit a cookie, whatever Connect sends.

    private static func name(_ party: ConnectDocument.Party?) -> String? {
        party?.displayName?.plain(maximumBytes: 100)
    }

    private static func url(_ text: String?) -> String? {
        text.flatMap { $0.utf8.count <= 600 ? PrintableURL.check($0) : nil }
    }
}
