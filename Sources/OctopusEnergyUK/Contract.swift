import FoundationEssentials
import ProviderKit

/// The name of a contract for good: `<account number>/<MPAN>`.
struct ContractReference: Hashable {
    let account: String
    let mpan: String

    init(account: String, mpan: String) {
        self.account = account
        self.mpan = mpan
    }

    /// - Returns: `nil` for what cannot be one.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(account: String(parts[0]), mpan: String(parts[1]))
    }

    var text: String { "\(account)/\(mpan)" }
}

/// A meter point with the agreement that is live.
struct Contract: Sendable, Hashable {
    let reference: String
    let mpan: String
    let address: Address?
    let agreement: Agreement
    let start: Date

    /// The contracts of an account that are live in a direction, in the account's order.
    ///
    /// A tariff of an unknown type does not say its direction; it counts as import, so that it is named and not overlooked.
    /// Where two agreements of a meter point overlap, the later one replaces the earlier.
    static func live(
        in account: String, _ meterPoints: [MeterPoint], direction: Tariff.Direction, now: Date
    ) throws(ProviderError) -> [Contract] {
        var live: [Contract] = []
        for point in meterPoints {
            for agreement in point.agreements where try agreement.isLive(at: now) {
                guard (agreement.tariff?.isExport ?? false) == (direction == .export) else { continue }
                let contract = Contract(
                    reference: ContractReference(account: account, mpan: point.mpan).text, mpan: point.mpan,
                    address: Address(point.address), agreement: agreement, start: try agreement.start())
                if let index = live.firstIndex(where: { $0.mpan == point.mpan }) {
                    if live[index].start < contract.start { live[index] = contract }
                } else {
                    live.append(contract)
                }
            }
        }
        return live
    }

    /// The row that a customer with several homes chooses from.
    var choice: AccountChoice {
        let meter = "meter point \(mpan)"
        let tariff = agreement.tariff?.displayName
        return AccountChoice(
            id: reference, name: address?.line ?? "Electricity \(meter)",
            description: tariff.map { "\($0), \(meter)" } ?? meter)
    }
}
