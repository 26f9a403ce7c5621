import Foundation
import ProviderKit

/// Tariffs and instants that the tests share.
enum Sample {
    static let now = instant("2026-11-23T10:00:00Z")

    static func instant(_ text: String) -> Date {
        guard let date = RFC3339.date(from: text) else { fatalError("not an instant: \(text)") }
        return date
    }

    static func price(_ pence: String) throws -> Price { try .pence(pence) }

    static func flat() throws -> Tariff {
        .flat("Lunar Simple", instance: "LUNAR_ENERGY", timezone: "Europe/London", price: try .pence("24.393"))
    }

    /// A valid tariff with the given hours on all days.
    static func daily(_ hours: [Tariff.Period]) -> Tariff {
        Tariff(
            displayName: "Sample", direction: .import, integrationInstance: "SAMPLE",
            seasons: [.init(schedules: [.init(hours: hours)])])
    }

    /// A valid tariff with the given rates at all times.
    static func rated(_ rates: [Tariff.Rate]) -> Tariff { daily([.wholeDay(rates: rates)]) }

    static func hours(_ start: String, _ end: String, _ pence: String = "10") throws -> Tariff.Period {
        try .from(start, to: end, .pence(pence))
    }
}

extension Tariff {
    /// The codes of the broken rules, in order.
    var broken: [TariffRule] { violations(now: Sample.now).map(\.rule) }

    var paths: [String] { violations(now: Sample.now).map(\.path) }

    /// The tariff's JSON with its keys in order.
    var json: String {
        get throws { try text(self) }
    }
}

func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
