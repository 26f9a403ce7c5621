import Foundation
import ProviderKit
import Testing

@Suite struct TariffEncodingTests {
    @Test func aTariffHasExactlyTheWiresShape() throws {
        let json = """
            {"connection_type":"DIRECT","data":[{"days_and_hours":[{"days":["All"],"hours":[{"rate":[{"value":0.24393}],\
            "valid_from":"00:00:00","valid_to":"00:00:00"}]}],"months":["All"]}],"direction":"IMPORT",\
            "display_name":"Lunar Simple","integration_instance":"LUNAR_ENERGY","object":"tariff",\
            "timezone":"Europe/London"}
            """
        #expect(try Sample.flat().json == json)
    }

    @Test func datesGoOutInUTCToTheSecond() throws {
        var tariff = try Sample.flat()
        tariff.expiryDate = Sample.instant("2026-11-23T01:00:00.75+01:00")
        #expect(try tariff.json.contains(#""provider_tariff_expiry_date":"2026-11-23T00:00:00Z""#))
    }

    @Test func theContractsEndGoesOut() throws {
        var tariff = try Sample.flat()
        tariff.contractEndDate = Sample.instant("2027-01-01T00:00:00Z")
        #expect(try tariff.json.contains(#""contract_end_date":"2027-01-01T00:00:00Z""#))
    }

    @Test func fieldsWithoutAValueAreLeftOut() throws {
        var tariff = try Sample.flat()
        tariff.timezone = nil
        #expect(try !tariff.json.contains("timezone") && !tariff.json.contains("null"))
    }

    @Test func aPriceHasExactlyItsOwnDigits() throws {
        let tariff = Sample.rated([.init(try .pence("7.00035"))])
        #expect(try tariff.json.contains(#"{"value":0.0700035}"#))
    }

    @Test func aPriceBelowZeroGoesOut() throws {
        #expect(try Sample.rated([.init(try .pence("-0.1"))]).json.contains(#"{"value":-0.001}"#))
    }

    @Test func aTiersBoundGoesOut() throws {
        let tariff = Sample.rated([.tier(try .pence("20"), upTo: 100), .init(try .pence("10"))])
        #expect(try tariff.json.contains(#"[{"to_kwh":100,"value":0.2},{"value":0.1}]"#))
    }

    @Test func aBoundThatIsNoNumberIsRefused() throws {
        let tariff = Sample.rated([.tier(.zero, upTo: .nan), .init(.zero)])
        #expect(throws: EncodingError.self) { try tariff.json }
    }

    @Test func aDateBeyondTheCalendarIsRefused() throws {
        var tariff = try Sample.flat()
        tariff.expiryDate = Date(timeIntervalSince1970: .infinity)
        #expect(throws: EncodingError.self) { try tariff.json }
    }

    @Test func monthsAndDaysHaveTheWiresNames() throws {
        var tariff = try Sample.flat()
        tariff.seasons[0].months = [.september]
        tariff.seasons[0].schedules[0].days = [.weekdays, .saturday]
        let json = try tariff.json
        #expect(json.contains(#""months":["Sep"]"#) && json.contains(#""days":["Weekday","Sat"]"#))
    }
}
