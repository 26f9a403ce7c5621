public import FoundationEssentials

extension Tariff {
    /// Reads the JSON of a tariff as `/api/tariff_plan` sends it (FlatPeak protocol, section 4.1).
    ///
    /// The fields are read strictly, the rules are not checked: `violations(now:)` does that.
    /// - Throws: `TariffDecodingError` with the place in the text.
    public init(json: Data) throws(TariffDecodingError) {
        do {
            self = try JSONDecoder().decode(Tariff.self, from: json)
        } catch let error as TariffDecodingError {
            throw error
        } catch {
            throw TariffDecodingError(path: "", problem: "this is not JSON", fix: "check quotes, commas and brackets")
        }
    }
}

extension Tariff: Decodable {
    private static let fields = [
        "object", "display_name", "direction", "connection_type", "integration_instance", "timezone",
        "provider_tariff_reference", "provider_tariff_expiry_date", "contract_start_date", "contract_end_date", "data",
    ]

    /// - Throws: `TariffDecodingError`.
    public init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        try object.refuseMisspelt(Self.fields)
        let kind = try object.text("object")
        guard kind == "tariff" else {
            throw TariffDecodingError(
                path: object.path("object"), problem: "'\(kind)' is not a tariff", fix: "write tariff")
        }
        self.init(
            displayName: try object.text("display_name"),
            direction: try object.name("direction", "a direction"),
            connectionType: try object.name("connection_type", "a connection type"),
            integrationInstance: try object.text("integration_instance"),
            timezone: try object.optionalText("timezone"),
            providerTariffReference: try object.optionalText("provider_tariff_reference"),
            expiryDate: try object.optionalDate("provider_tariff_expiry_date"),
            contractStartDate: try object.optionalDate("contract_start_date"),
            contractEndDate: try object.optionalDate("contract_end_date"),
            seasons: try RateStyle.value.seasons(in: object, "data"))
    }
}

extension WireObject {
    func optionalDate(_ key: String) throws(TariffDecodingError) -> Date? {
        try optional(key) { () throws(TariffDecodingError) in try date(key) }
    }

    func clockTime(_ key: String) throws(TariffDecodingError) -> ClockTime {
        let text = try text(key)
        do throws(ClockTimeError) {
            let time = try ClockTime(text)
            guard text.utf8.count == 8 else { throw ClockTimeError.malformed(text) }
            return time
        } catch {
            throw TariffDecodingError(path: path(key), problem: error.problem, fix: error.fix)
        }
    }
}
