import FoundationEssentials

@testable import ProviderKit

extension FuzzTarget {
    /// A tariff's JSON: one that keeps the rules is written, and reads equal.
    static let tariff = FuzzTarget(name: "tariff") { bytes in
        guard let tariff = try? Tariff(json: Data(bytes)) else { return }
        try checkTariff(tariff)
    }

    /// 2026-01-01T00:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_767_225_600)

    static func checkTariff(_ tariff: Tariff) throws {
        guard tariff.violations(now: now).isEmpty else { return }
        let normalised = tariff.normalised()
        try require(normalised.violations(now: now).isEmpty, "the normal form keeps the rules")
        try require(normalised.normalised() == normalised, "the normal form of a normal form is itself")
        var sent = tariff
        // An integration's answer does not carry it.
        sent.contractStartDate = nil
        for date in [\Tariff.expiryDate, \.contractEndDate] {
            sent[keyPath: date] = sent[keyPath: date].map { Date(wholeSecondsSince1970: $0.wholeSecondsSince1970) }
        }
        let text = try JSONEncoder().encode(tariff)
        try require(try Tariff(json: text) == sent, "what is sent reads equal")
    }
}
