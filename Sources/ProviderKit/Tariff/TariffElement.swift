public import FoundationEssentials

/// A tariff in the newer form of FlatPeak's own API, `/tariffs/elements` (FlatPeak protocol, section 4.2).
///
/// It holds the same seasons as a `Tariff`, and only writes them differently: `data` is `schedule`, `value` is `fixed`,
/// and a market tariff has `market_rates`.
public struct TariffElement: Hashable, Sendable {
    /// What the element stands for.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Energy itself.
        case commodity = "COMMODITY"
        /// What is paid beside the energy, such as for the grid.
        case nonCommodity = "NON_COMMODITY"
    }

    /// FlatPeak's name of the place that the energy goes to, `loc_…`.
    public var locationID: String?
    /// FlatPeak's name of the provider, `prv_…`.
    public var providerID: String?
    /// What the element stands for; on the wire, `type`.
    public var kind: Kind
    /// The name that the customer knows the tariff by.
    public var displayName: String
    /// Whether energy is bought or sold. FlatPeak's third direction, LOCAL, is in beta and not read.
    public var direction: Tariff.Direction
    /// Prices come from a wholesale market.
    public var marketRates: Bool
    /// When the contract begins.
    public var contractStartDate: Date?
    /// When the contract ends.
    public var contractEndDate: Date?
    /// The parts of the year; on the wire, `schedule`.
    public var seasons: [Tariff.Season]

    /// The element that says what a tariff says.
    ///
    /// An element has no room for the tariff's zone, reference, expiry date and integration.
    public init(
        _ tariff: Tariff, kind: Kind = .commodity, locationID: String? = nil, providerID: String? = nil
    ) {
        self.locationID = locationID
        self.providerID = providerID
        self.kind = kind
        displayName = tariff.displayName
        direction = tariff.direction
        marketRates = tariff.connectionType == .market
        contractStartDate = tariff.contractStartDate
        contractEndDate = tariff.contractEndDate
        seasons = tariff.seasons
    }

    /// The tariff that says what the element says, with the integration's name and the zone, which an element lacks.
    public func tariff(instance: String, timezone: String? = nil) -> Tariff {
        Tariff(
            displayName: displayName, direction: direction, connectionType: marketRates ? .market : .direct,
            integrationInstance: instance, timezone: timezone, contractStartDate: contractStartDate,
            contractEndDate: contractEndDate, seasons: seasons)
    }
}

extension TariffElement: Decodable {
    private static let fields = [
        "location_id", "direction", "type", "display_name", "provider_id", "market_rates", "contract_start_date",
        "contract_end_date", "schedule", "data",
    ]

    /// Reads an element, with its seasons in `schedule` or, as `PATCH` has them, in `data`.
    /// - Throws: `TariffDecodingError`.
    public init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        try object.refuseMisspelt(Self.fields)
        let market = object.has("market_rates") && !object.isNull("market_rates")
        let seasons = try RateStyle.fixed.seasons(in: object, object.has("data") ? "data" : "schedule")
        self.init(
            Tariff(
                displayName: try object.text("display_name"),
                direction: try object.name("direction", "a direction"),
                connectionType: try market && object.flag("market_rates") ? .market : .direct,
                integrationInstance: "",
                contractStartDate: try object.optionalDate("contract_start_date"),
                contractEndDate: try object.optionalDate("contract_end_date"),
                seasons: seasons),
            kind: object.has("type") ? try object.name("type", "a type") : .commodity,
            locationID: try object.optionalText("location_id"),
            providerID: try object.optionalText("provider_id"))
    }
}

extension TariffElement: Encodable {
    public func encode(to encoder: any Encoder) throws { try encode(to: encoder, seasonsKey: "schedule") }

    /// The same element as the body of a `PATCH`, which calls the schedule `data`.
    public var patch: Patch { Patch(element: self) }

    /// The body of a `PATCH` of an element.
    public struct Patch: Encodable, Hashable, Sendable {
        let element: TariffElement

        public func encode(to encoder: any Encoder) throws { try element.encode(to: encoder, seasonsKey: "data") }
    }

    private func encode(to encoder: any Encoder, seasonsKey: String) throws {
        var container = encoder.container(keyedBy: WireKey.self)
        try container.encodeIfPresent(locationID, forKey: WireKey("location_id"))
        try container.encode(direction.rawValue, forKey: WireKey("direction"))
        try container.encode(kind.rawValue, forKey: WireKey("type"))
        try container.encode(displayName, forKey: WireKey("display_name"))
        try container.encodeIfPresent(providerID, forKey: WireKey("provider_id"))
        try container.encode(marketRates, forKey: WireKey("market_rates"))
        try container.encodeDate(contractStartDate, "contract_start_date")
        try container.encodeDate(contractEndDate, "contract_end_date")
        try RateStyle.fixed.encode(seasons, into: &container, seasonsKey)
    }
}
