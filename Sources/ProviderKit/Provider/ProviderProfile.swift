/// What a provider tells about itself.
public struct ProviderProfile: Sendable {
    /// The id in FlatPeak's dashboard: `prv_` and 24 hex digits.
    public let flatPeakID: String
    /// The name as the `PROVIDER` variable has it: `lunar-energy`. Its upper-case form begins the provider's own variables.
    public let slug: String
    /// The name as customers know it.
    public let displayName: String
    /// What goes out as `integration_instance` with each tariff: `LUNAR_ENERGY`.
    public let integrationInstance: String
    /// The login form.
    public let loginFields: [LoginField]

    /// Describes a provider; see the properties.
    public init(
        flatPeakID: String, slug: String, displayName: String, integrationInstance: String,
        loginFields: [LoginField] = LoginField.emailAndPassword
    ) {
        self.flatPeakID = flatPeakID
        self.slug = slug
        self.displayName = displayName
        self.integrationInstance = integrationInstance
        self.loginFields = loginFields
    }

    /// The prefix of the provider's own environment variables: `LUNAR_ENERGY_`.
    public var variablePrefix: String {
        String(decoding: slug.uppercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
            + "_"
    }
}

/// One field of the login form.
public struct LoginField: Sendable, Hashable {
    /// How a browser shows the field and what keyboard it offers.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case text, email, password, number
    }

    /// The form field's name, and the key that the value is stored under.
    public let name: String
    /// The label, or `nil` for the usual word for this kind of field in the customer's language.
    public let label: LocalText?
    /// What kind of input it is.
    public let kind: Kind
    /// What browsers and password managers fill in (HTML, section 4.10.18.7), such as `username`.
    public let autocomplete: String
    /// A line of help below the field.
    public let hint: LocalText?
    /// Whether the form may be sent without it.
    public let isRequired: Bool

    /// Describes a field; see the properties.
    public init(
        name: String, label: LocalText? = nil, kind: Kind = .text, autocomplete: String = "off",
        hint: LocalText? = nil, isRequired: Bool = true
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.autocomplete = autocomplete
        self.hint = hint
        self.isRequired = isRequired
    }

    /// The usual two: `login` (an e-mail address) and `password`.
    public static let emailAndPassword = [
        LoginField(name: "login", kind: .email, autocomplete: "username"),
        LoginField(name: "password", kind: .password, autocomplete: "current-password"),
    ]
}
