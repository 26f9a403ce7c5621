import Foundation
import ProviderKit
import Testing

@testable import ratebridge

enum Samples {
    /// A price for the night, one for the day.
    static func dayNight() throws -> Tariff {
        let night = try Tariff.Period.from("00:30", to: "07:30", .pence("7.00035"))
        return .daily(
            "Lunar Night Owl", instance: "LUNAR_ENERGY", timezone: "Europe/London",
            hours: Tariff.Schedule.day(at: try .pence("24.39255"), except: [night]))
    }

    /// Forty-eight prices, rising from 0.01 by 0.01.
    static func halfHourly() throws -> Tariff {
        let periods = try (0..<48).map { index in
            Tariff.Period(
                validFrom: try #require(ClockTime(secondOfDay: index * 1800)),
                validTo: ClockTime(secondOfDay: (index + 1) * 1800) ?? .midnight,
                rates: [Tariff.Rate(try .pence("\(index + 1)"))])
        }
        return .daily("Half-hours", instance: "LUNAR_ENERGY", hours: periods)
    }

    /// Another week in summer than in winter, with tiers at winter's weekend.
    static func seasons() throws -> Tariff {
        let tiers: [Tariff.Rate] = [.tier(try .pence("11"), upTo: 100), Tariff.Rate(try .pence("15"))]
        var tariff = Tariff.flat("Seasons", instance: "LUNAR_ENERGY", price: try .pence("20"))
        tariff.seasons = [
            Tariff.Season(
                months: [.october, .november, .december, .january, .february, .march],
                schedules: [
                    .on(.weekdays, [.wholeDay(try .pence("21"))]), .on(.weekend, [.wholeDay(rates: tiers)]),
                ]),
            Tariff.Season(
                months: [.april, .may, .june, .july, .august, .september],
                schedules: [.on(.all, [.wholeDay(try .pence("20"))])]),
        ]
        return tariff
    }

    /// Dearer above 100 kWh, at all times.
    static func steps() throws -> Tariff {
        .daily(
            "Steps", instance: "LUNAR_ENERGY",
            hours: [.wholeDay(rates: [.tier(try .pence("11"), upTo: 100), Tariff.Rate(try .pence("15"))])])
    }

    /// Nothing between 07:00 and 08:00.
    static func gap() throws -> Tariff {
        .daily(
            "Patchwork", instance: "LUNAR_ENERGY",
            hours: [
                try .from("00:00", to: "07:00", .pence("10")), try .from("08:00", to: "00:00", .pence("20")),
            ])
    }

    static let plain = Terminal(isInteractive: false, width: 80, colour: .none)

    static func json(_ tariff: Tariff) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(tariff), as: UTF8.self)
    }

    static func faults(_ text: String) -> [String] {
        TariffFile(name: "t.json", bytes: Array(text.utf8)).contents(now: Date(timeIntervalSince1970: 0)).faults
            .map { $0.line(in: "t.json") }
    }
}
