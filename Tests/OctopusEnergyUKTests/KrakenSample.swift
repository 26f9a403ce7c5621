import Foundation
import ProviderKit

/// Kraken's JSON, in the shapes that the real one has.
enum KrakenSample {
    /// A meter point of a property of its own.
    struct Point {
        var mpan = "1200000000001"
        var address = "1 Harbour Row, Whitby, YO22 4EF"
        let agreements: [String]

        init(
            _ agreements: String..., mpan: String = "1200000000001", address: String = "1 Harbour Row, Whitby, YO22 4EF"
        ) {
            self.agreements = agreements
            self.mpan = mpan
            self.address = address
        }

        var property: String {
            #"{"address":"\#(address)","electricityMeterPoints":[{"mpan":"\#(mpan)","agreements":["#
                + agreements.joined(separator: ",") + "]}]}"
        }
    }

    static func agreement(
        _ tariff: String = standard(), from: String = "2024-06-01T00:00:00+01:00", to: String? = nil,
        isRevoked: Bool = false
    ) -> String {
        let end = to.map { #""\#($0)""# } ?? "null"
        return #"{"validFrom":"\#(from)","validTo":\#(end),"isRevoked":\#(isRevoked),"tariff":\#(tariff)}"#
    }

    /// A tariff of any type: its own fields as JSON members.
    static func tariff(_ type: String, _ fields: String, name: String = "Flexible Octopus", isExport: Bool = false)
        -> String
    {
        #"{"__typename":"\#(type)","displayName":"\#(name)","isExport":\#(isExport),\#(fields)}"#
    }

    static func standard(_ rate: String = "24.39255", isExport: Bool = false) -> String {
        tariff("StandardTariff", #""unitRate":\#(rate)"#, isExport: isExport)
    }

    static let dayNight = tariff("DayNightTariff", #""dayRate":28.875,"nightRate":12.96225"#)
    static let threeRate = tariff("ThreeRateTariff", #""dayRate":25,"nightRate":14,"offPeakRate":11"#)
    static let fourRate = tariff(
        "FourRateEvTariff", #""dayRate":25,"nightRate":14,"evDevicePeakRate":18,"evDeviceOffPeakRate":7"#)

    static func halfHourly(_ rates: String...) -> String { halfHourly(rates) }

    static func halfHourly(_ rates: [String]) -> String {
        tariff("HalfHourlyTariff", #""unitRates":[\#(rates.joined(separator: ","))]"#)
    }

    static func rate(_ value: String, _ from: String, _ to: String?) -> String {
        let end = to.map { #""\#($0)""# } ?? "null"
        return #"{"value":\#(value),"validFrom":"\#(from)","validTo":\#(end)}"#
    }

    /// Half hours from one instant to another, the n-th at n pence.
    static func slots(_ from: String, _ to: String) -> [String] {
        let (first, last) = (instant(from), instant(to))
        return stride(from: first, to: last, by: 1800).enumerated().map { number, start in
            rate("\(number)", text(start), text(start.addingTimeInterval(1800)))
        }
    }

    static func instant(_ text: String) -> Date { RFC3339.date(from: text) ?? .distantPast }

    private static func text(_ instant: Date) -> String { RFC3339.string(from: instant) ?? "" }
}
