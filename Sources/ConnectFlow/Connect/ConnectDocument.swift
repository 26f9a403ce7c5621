/// What is read of Connect's JSON (FlatPeak protocol, section 2). A member that is of another kind counts as missing.
struct ConnectDocument: Decodable {
    let object: String?
    let route: String?
    let direction: String?
    let isLive: Bool?
    let code: String?
    let message: String?
    let data: Content?

    private enum Name: String, CodingKey {
        case object, route, direction, data, code, message
        case isLive = "live_mode"
        case errorCode = "error_code"
        case errorMessage = "error_message"
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Name.self)
        object = members.text(.object)
        route = members.text(.route)
        direction = members.text(.direction)
        isLive = try? members.decodeIfPresent(Bool.self, forKey: .isLive)
        data = try? members.decodeIfPresent(Content.self, forKey: .data)
        code = members.text(.code) ?? members.text(.errorCode) ?? data?.errorCode
        message = members.text(.message) ?? members.text(.errorMessage) ?? data?.errorMessage
    }

    /// The member `data`.
    struct Content: Decodable {
        let redirectURL: String?
        let authMetadataID: String?
        let account: Party?
        let provider: Party?
        fileprivate let errorCode: String?
        fileprivate let errorMessage: String?

        private enum Name: String, CodingKey {
            case account, provider
            case redirectURL = "redirect_url"
            /// What `redirect_url` was called for a while.
            case redirectURI = "redirect_uri"
            case authMetadataID = "auth_metadata_id"
            case errorCode = "error_code"
            case errorMessage = "error_message"
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            redirectURL = members.text(.redirectURL) ?? members.text(.redirectURI)
            authMetadataID = members.text(.authMetadataID)
            account = try? members.decodeIfPresent(Party.self, forKey: .account)
            provider = try? members.decodeIfPresent(Party.self, forKey: .provider)
            errorCode = members.text(.errorCode)
            errorMessage = members.text(.errorMessage)
        }
    }

    /// The app that asks, or the provider.
    struct Party: Decodable {
        let displayName: String?
        let privacyURL: String?
        let termsURL: String?
        let logoURL: String?
        let accent: String?

        private enum Name: String, CodingKey {
            case displayName = "display_name"
            case privacyURL = "privacy_url"
            case termsURL = "terms_url"
            case logoURL = "logo_url"
            case accent = "accent_color"
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            displayName = members.text(.displayName)
            privacyURL = members.text(.privacyURL)
            termsURL = members.text(.termsURL)
            logoURL = members.text(.logoURL)
            accent = members.text(.accent)
        }
    }
}

extension KeyedDecodingContainer {
    fileprivate func text(_ name: Key) -> String? { try? decodeIfPresent(String.self, forKey: name) }
}
