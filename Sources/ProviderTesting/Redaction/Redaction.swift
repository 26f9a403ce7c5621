/// What may stand in a cassette, and what is replaced by `{{secret:name}}` before it is saved.
///
/// Header fields are kept by an allow-list. Values are replaced where they are registered in ``secrets`` (in every place and
/// every encoding), and where they stand under a name that holds secrets: a JSON member, a form field, a parameter of a URL.
/// Names are compared without case, `-` and `_`: `access_token` is `accessToken`. Below such a name every text is replaced;
/// a number becomes 0, so that the answer can still be read.
public struct Redaction: Sendable {
    /// Fields of a request that are kept.
    public var requestHeaders: Set<String> = ["accept", "content-type"]
    /// Fields of an answer that are kept. Values of cookies and of secret URL parameters in them are replaced.
    public var answerHeaders: Set<String> = ["content-type", "location", "retry-after", "set-cookie"]
    /// Names whose values are passwords or tokens.
    public var secretMembers: Set<String> = [
        "password", "passwd", "pin", "token", "access_token", "refresh_token", "id_token", "auth_token",
        "session_token",
        "csrf_token", "secret", "client_secret", "api_key", "authorization", "cookie", "session_id", "jwt", "assertion",
        "code_verifier", "code_challenge", "signature",
    ]
    /// Names whose values are secrets in what is sent, or tell who sends it; in an answer, `code` is what an error is called.
    public var secretRequestMembers: Set<String> = [
        "code", "otp", "otp_code", "one_time_code", "state", "nonce", "client_id", "redirect_uri",
    ]
    /// Names whose values tell who the customer is: not for a public repository, but no secret towards FlatPeak.
    public var personalMembers: Set<String> = [
        "email", "email_address", "username", "phone", "phone_number", "mobile", "mpan", "mprn", "meter_number",
        "first_name", "last_name", "given_name", "family_name", "full_name", "date_of_birth", "iban", "address",
        "postal_address", "address_line1", "address_line2", "address_line3", "street", "postcode", "post_code",
        "postal_code", "zip", "latitude", "longitude",
    ]
    /// Values by the name that stands for them; they are replaced wherever they occur.
    public var secrets: [String: String] = [:]

    /// The rules as above.
    public init() {}

    /// The rules as above.
    public static let standard = Redaction()

    /// The same rules with more names whose values are secrets, such as a provider's own `challenge`.
    public func adding(secretMembers names: String...) -> Redaction {
        var rules = self
        rules.secretMembers.formUnion(names)
        return rules
    }

    /// The same rules with more names whose values are personal, such as `customer_number`.
    public func adding(personalMembers names: String...) -> Redaction {
        var rules = self
        rules.personalMembers.formUnion(names)
        return rules
    }
}

/// A ``Redaction`` made ready to look names up.
struct RedactionNames: Sendable {
    private let always: Set<String>
    private let inRequests: Set<String>
    private let personal: Set<String>

    init(_ rules: Redaction) {
        personal = Set(rules.personalMembers.map(Self.plain))
        always = Set(rules.secretMembers.map(Self.plain)).union(personal)
        inRequests = Set(rules.secretRequestMembers.map(Self.plain))
    }

    /// Whether the value under that name is replaced.
    func hides(_ name: String, inRequest: Bool) -> Bool {
        let name = Self.plain(name)
        return always.contains(name) || (inRequest && inRequests.contains(name))
    }

    /// Whether a placeholder's name, with or without its number, is of a personal value and not of a secret.
    func isPersonal(_ name: String) -> Bool {
        let parts = name.split(separator: "-")
        let isNumbered = parts.count > 1 && parts.last?.allSatisfy(\.isNumber) == true
        return personal.contains(Self.plain(isNumbered ? parts.dropLast().joined() : name))
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" && $0 != "-" }
    }
}
