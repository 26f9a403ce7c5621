import Foundation
import ProviderKit
import Testing

@Suite struct TariffDecodingTests {
    /// The error for a flat tariff's JSON with one part replaced.
    func error(replacing part: String, with other: String) throws -> TariffDecodingError? {
        let json = try Sample.flat().json
        #expect(json.contains(part))
        return #expect(throws: TariffDecodingError.self) {
            try Tariff(json: Data(json.replacingOccurrences(of: part, with: other).utf8))
        }
    }

    @Test func whatWasWrittenIsRead() throws {
        let tariff = try Sample.flat()
        #expect(try Tariff(json: Data(tariff.json.utf8)) == tariff)
    }

    @Test func unknownFieldsAreLeftAlone() throws {
        let json = try Sample.flat().json.replacingOccurrences(of: #""object""#, with: #""id":"trf_1","object""#)
        #expect(try Tariff(json: Data(json.utf8)) == Sample.flat())
    }

    @Test func aMisspeltMonthIsNamedWithTheNearest() throws {
        let error = try error(replacing: #"months":["All"]"#, with: #"months":["Jan","Agu"]"#)
        #expect(error?.description == "data[0].months[1]: 'Agu' is not a month (fix: write Aug)")
    }

    @Test func aMonthInFullIsNamedWithItsAbbreviation() throws {
        #expect(try error(replacing: #"months":["All"]"#, with: #"months":["September"]"#)?.fix == "write Sep")
    }

    @Test func aDayInLowerCaseIsNamedWithTheRightOne() throws {
        let error = try error(replacing: #"days":["All"]"#, with: #"days":["weekdays"]"#)
        #expect(error?.path == "data[0].days_and_hours[0].days[0]" && error?.fix == "write Weekday")
    }

    @Test func aDayThatIsNearNoneIsAnsweredWithAllOfThem() throws {
        let error = try error(replacing: #"days":["All"]"#, with: #"days":["Holidays"]"#)
        #expect(error?.fix.hasPrefix("write one of All, Weekday, Weekend, Mon") == true)
    }

    @Test func twentyFourHoursAreRefusedInTheirPlace() throws {
        let error = try error(replacing: #""valid_to":"00:00:00""#, with: #""valid_to":"24:00:00""#)
        #expect(error?.path == "data[0].days_and_hours[0].hours[0].valid_to")
    }

    @Test func twentyFourHoursAreAnsweredWithTheRightForm() throws {
        let error = try error(replacing: #""valid_to":"00:00:00""#, with: #""valid_to":"24:00:00""#)
        #expect(error?.fix == "write 00:00:00 for the end of the day")
    }

    @Test func aTimeWithoutSecondsIsRefused() throws {
        let error = try error(replacing: #""valid_to":"00:00:00""#, with: #""valid_to":"00:00""#)
        #expect(error?.problem == "'00:00' is not a clock time")
    }

    @Test(arguments: [#"timezone":"Europe/London""#, #"display_name":"Lunar Simple""#, #"object":"tariff""#])
    func nullIsRefused(field: String) throws {
        let name = String(field.prefix { $0 != "\"" })
        let error = try error(replacing: field, with: #"\#(name)":null"#)
        #expect(error?.path == name && error?.problem == "null is refused by FlatPeak")
    }

    @Test func aNullBoundIsRefused() throws {
        let error = try error(replacing: #"{"value":0.24393}"#, with: #"{"value":0.24393,"to_kwh":null}"#)
        #expect(error?.path == "data[0].days_and_hours[0].hours[0].rate[0].to_kwh")
    }

    @Test func aPriceInQuotesIsRefused() throws {
        let error = try error(replacing: "0.24393", with: #""0.24393""#)
        #expect(error?.description.contains("rate[0].value: a number is expected here") == true)
    }

    @Test func aMissingFieldIsNamed() throws {
        let error = try error(replacing: #""direction":"IMPORT","#, with: "")
        #expect(error?.path == "direction" && error?.problem == "'direction' is missing")
    }

    @Test func aMisspeltFieldIsNamedWithTheRightOne() throws {
        let error = try error(replacing: #""timezone""#, with: #""time_zone""#)
        #expect(error?.path == "time_zone" && error?.fix == "write timezone")
    }

    @Test func aDirectionInLowerCaseIsNamedWithTheRightOne() throws {
        #expect(try error(replacing: #""IMPORT""#, with: #""import""#)?.fix == "write IMPORT")
    }

    @Test func anotherObjectIsRefused() throws {
        #expect(try error(replacing: #""tariff""#, with: #""error""#)?.path == "object")
    }

    @Test func aDateWithoutAnOffsetIsRefused() throws {
        let error = try error(
            replacing: #""object""#, with: #""contract_end_date":"2026-11-23T00:00:00","object""#)
        #expect(error?.path == "contract_end_date")
    }

    @Test func anObjectWhereAListBelongsIsRefused() throws {
        #expect(try error(replacing: #"["All"]}],"direction""#, with: #"{}}],"direction""#)?.path == "data[0].months")
    }

    @Test func aListWhereAnObjectBelongsIsRefused() throws {
        let error = try error(replacing: #"{"value":0.24393}"#, with: "0.24393")
        #expect(error?.path == "data[0].days_and_hours[0].hours[0].rate[0]")
    }

    @Test func aNumberAsAMonthIsRefused() throws {
        #expect(try error(replacing: #"months":["All"]"#, with: #"months":[1]"#)?.path == "data[0].months[0]")
    }

    @Test(arguments: ["", "{", "[]", "null", "7", #""tariff""#]) func otherTextIsRefused(text: String) {
        #expect(throws: TariffDecodingError.self) { try Tariff(json: Data(text.utf8)) }
    }

    @Test func thePlaceHoldsWhatIsAroundTheTariff() throws {
        let json = #"{"tariff":\#(try Sample.flat().json.replacingOccurrences(of: "All", with: "Alle"))}"#
        let error = #expect(throws: TariffDecodingError.self) {
            try JSONDecoder().decode([String: Tariff].self, from: Data(json.utf8))
        }
        #expect(error?.path == "tariff.data[0].months[0]")
    }

    @Test func digitsThatBinaryNumbersLoseAreRead() throws {
        let json = try Sample.flat().json.replacingOccurrences(of: "0.24393", with: "0.0700035")
        let value = try Tariff(json: Data(json.utf8)).seasons[0].schedules[0].hours[0].rates[0].value
        #expect(value == (try Price.pence("7.00035")))
    }
}
