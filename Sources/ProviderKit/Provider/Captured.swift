/// What `capture` read.
public struct Captured<ProviderTariff: Sendable>: Sendable {
    /// The provider's own tariff.
    public let tariff: ProviderTariff
    /// Names one contract for good; goes out as `provider_tariff_reference`.
    public let referenceID: String
    /// Where the meter is, if the provider says.
    public let postalAddress: PostalAddress?

    /// Describes what was read; see the properties.
    public init(_ tariff: ProviderTariff, referenceID: String, postalAddress: PostalAddress? = nil) {
        self.tariff = tariff
        self.referenceID = referenceID
        self.postalAddress = postalAddress
    }
}

/// An address as FlatPeak takes it (`postal_address`).
public struct PostalAddress: Sendable, Hashable, Codable {
    /// Street and number.
    public var addressLine1: String?
    /// What more there is.
    public var addressLine2: String?
    /// Town.
    public var city: String?
    /// State, county or region.
    public var state: String?
    /// Post code.
    public var postCode: String?
    /// Two letters, ISO 3166-1.
    public var countryCode: String?

    /// Describes an address; see the properties.
    public init(
        addressLine1: String? = nil, addressLine2: String? = nil, city: String? = nil, state: String? = nil,
        postCode: String? = nil, countryCode: String? = nil
    ) {
        self.addressLine1 = addressLine1
        self.addressLine2 = addressLine2
        self.city = city
        self.state = state
        self.postCode = postCode
        self.countryCode = countryCode
    }

    enum CodingKeys: String, CodingKey {
        case addressLine1 = "address_line1"
        case addressLine2 = "address_line2"
        case city, state
        case postCode = "post_code"
        case countryCode = "country_code"
    }
}
