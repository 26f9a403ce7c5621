public import FoundationEssentials

/// A tariff as FlatPeak wants it: what a kilowatt-hour costs in each month, on each day, at each time of the day.
///
/// A tariff holds seasons, a season holds schedules, a schedule holds the periods of a day, a period holds its rates.
/// Nothing is checked when one is put together; `violations(now:)` names every broken rule.
/// Source: FlatPeak protocol, section 4.1.
public struct Tariff: Hashable, Sendable {
    /// The name that the customer knows the tariff by.
    public var displayName: String
    /// Whether energy is bought or sold.
    public var direction: Direction
    /// How FlatPeak gets the tariff. An integration's is always direct.
    public var connectionType: ConnectionType
    /// The name of the integration in capitals, for example `OCTOPUS_ENERGY_UK`.
    public var integrationInstance: String
    /// The tz database name of the zone that the clock times are in, for example `Europe/London`.
    public var timezone: String?
    /// The provider's own name for the contract. It never changes and never names another contract.
    public var providerTariffReference: String?
    /// When FlatPeak should read the tariff again. Whole seconds.
    public var expiryDate: Date?
    /// When the contract begins. FlatPeak's tariff elements carry it, an integration's answer does not.
    public var contractStartDate: Date?
    /// When the contract ends. Whole seconds.
    public var contractEndDate: Date?
    /// The parts of the year; on the wire, `data`.
    public var seasons: [Season]

    public init(
        displayName: String,
        direction: Direction,
        connectionType: ConnectionType = .direct,
        integrationInstance: String,
        timezone: String? = nil,
        providerTariffReference: String? = nil,
        expiryDate: Date? = nil,
        contractStartDate: Date? = nil,
        contractEndDate: Date? = nil,
        seasons: [Season]
    ) {
        self.displayName = displayName
        self.direction = direction
        self.connectionType = connectionType
        self.integrationInstance = integrationInstance
        self.timezone = timezone
        self.providerTariffReference = providerTariffReference
        self.expiryDate = expiryDate
        self.contractStartDate = contractStartDate
        self.contractEndDate = contractEndDate
        self.seasons = seasons
    }
}

extension Tariff {
    /// Whether the customer buys energy or sells it.
    public enum Direction: String, Hashable, Sendable, CaseIterable, Codable {
        /// Energy that the customer buys.
        case `import` = "IMPORT"
        /// Energy that the customer sells.
        case export = "EXPORT"
    }

    /// How FlatPeak gets to a tariff.
    public enum ConnectionType: String, Hashable, Sendable, CaseIterable {
        /// From the provider, by an integration.
        case direct = "DIRECT"
        /// From a wholesale market.
        case market = "MARKET"
        /// From FlatPeak's own library.
        case library = "LIBRARY"
    }
}
