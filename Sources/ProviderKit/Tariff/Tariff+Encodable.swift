import FoundationEssentials

extension Tariff: Encodable {
    /// Writes the JSON that `/api/tariff_plan` answers with (FlatPeak protocol, section 4.1).
    ///
    /// Fields without a value are left out, because FlatPeak refuses `null`. Dates go out in UTC to the second, prices
    /// as numbers with exactly their own digits.
    /// - Throws: `EncodingError.invalidValue` for a date outside the years 0 to 9999 and a bound that is no number;
    ///   `violations(now:)` finds both earlier.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WireKey.self)
        try container.encode("tariff", forKey: WireKey("object"))
        try container.encode(displayName, forKey: WireKey("display_name"))
        try container.encode(direction.rawValue, forKey: WireKey("direction"))
        try container.encode(connectionType.rawValue, forKey: WireKey("connection_type"))
        try container.encode(integrationInstance, forKey: WireKey("integration_instance"))
        try container.encodeIfPresent(timezone, forKey: WireKey("timezone"))
        try container.encodeIfPresent(providerTariffReference, forKey: WireKey("provider_tariff_reference"))
        try container.encodeDate(expiryDate, "provider_tariff_expiry_date")
        try container.encodeDate(contractEndDate, "contract_end_date")
        try RateStyle.value.encode(seasons, into: &container, "data")
    }
}

extension KeyedEncodingContainer<WireKey> {
    mutating func encodeDate(_ date: Date?, _ key: String) throws {
        guard let date else { return }
        guard let text = RFC3339.string(from: date) else {
            let reason = "a date must be within the years 0 to 9999"
            throw EncodingError.invalidValue(date, .init(codingPath: codingPath, debugDescription: reason))
        }
        try encode(text, forKey: WireKey(key))
    }
}
