import Foundation
import ProviderKit
import Testing

@Suite struct TariffElementTests {
    func decode(_ text: String) throws -> TariffElement {
        try JSONDecoder().decode(TariffElement.self, from: Data(text.utf8))
    }

    /// The tariff that an element with the given rate reads as.
    func rate(_ rate: String) throws -> Tariff.Rate {
        let json = try text(TariffElement(Sample.flat()))
        return try decode(json.replacingOccurrences(of: #"{"fixed":0.24393}"#, with: rate))
            .seasons[0].schedules[0].hours[0].rates[0]
    }

    @Test func anElementHasExactlyTheWiresShape() throws {
        let json = """
            {"direction":"IMPORT","display_name":"Lunar Simple","location_id":"loc_1","market_rates":false,\
            "provider_id":"prv_1","schedule":[{"days_and_hours":[{"days":["All"],"hours":[{"rate":[{"fixed":0.24393}],\
            "valid_from":"00:00:00","valid_to":"00:00:00"}]}],"months":["All"]}],"type":"COMMODITY"}
            """
        #expect(try text(TariffElement(Sample.flat(), locationID: "loc_1", providerID: "prv_1")) == json)
    }

    @Test func aPatchCallsTheScheduleData() throws {
        let json = try text(TariffElement(Sample.flat()).patch)
        #expect(json.contains(#""data":[{"#) && !json.contains("schedule"))
    }

    @Test func whatAPatchSendsIsRead() throws {
        let element = try TariffElement(Sample.flat())
        #expect(try decode(text(element.patch)) == element)
    }

    @Test func aMarketTariffHasMarketRates() throws {
        var tariff = try Sample.flat()
        tariff.connectionType = .market
        #expect(try text(TariffElement(tariff)).contains(#""market_rates":true"#))
    }

    @Test func marketRatesAreReadAsAMarketTariff() throws {
        var tariff = try Sample.flat()
        tariff.connectionType = .market
        let element = try decode(text(TariffElement(tariff)))
        #expect(element.tariff(instance: "LUNAR_ENERGY", timezone: "Europe/London") == tariff)
    }

    @Test func bothDatesOfTheContractGoOut() throws {
        var tariff = try Sample.flat()
        tariff.contractStartDate = Sample.instant("2026-01-01T00:00:00Z")
        tariff.contractEndDate = Sample.instant("2027-01-01T00:00:00Z")
        #expect(try decode(text(TariffElement(tariff))).contractStartDate == tariff.contractStartDate)
    }

    @Test func aBoundThatIsNullIsOpen() throws {
        #expect(try rate(#"{"fixed":0.2,"to_kwh":null}"#).toKWh == nil)
    }

    @Test func aFixedSurchargeIsAdded() throws {
        #expect(try rate(#"{"fixed":0.2,"surcharge_fixed":0.01}"#).value == Price.pence("21"))
    }

    @Test func surchargesOfNothingChangeNothing() throws {
        let value = try rate(#"{"fixed":0.2,"surcharge_fixed":null,"surcharge_percentage":0}"#).value
        #expect(value == (try Price.pence("20")))
    }

    @Test func aSurchargeInPerCentIsRefused() throws {
        let error = #expect(throws: TariffDecodingError.self) { try rate(#"{"fixed":0.2,"surcharge_percentage":5}"#) }
        #expect(error?.path == "schedule[0].days_and_hours[0].hours[0].rate[0].surcharge_percentage")
    }

    @Test func theOtherFormsPriceIsMissing() throws {
        let error = #expect(throws: TariffDecodingError.self) { try rate(#"{"value":0.2}"#) }
        #expect(error?.path == "schedule[0].days_and_hours[0].hours[0].rate[0].fixed")
    }

    @Test func theLocalDirectionIsNotRead() throws {
        let json = try text(TariffElement(Sample.flat())).replacingOccurrences(of: "IMPORT", with: "LOCAL")
        #expect(throws: TariffDecodingError.self) { try decode(json) }
    }
}
