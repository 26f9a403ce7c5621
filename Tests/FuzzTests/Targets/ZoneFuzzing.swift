import FoundationEssentials

@testable import ProviderKit

extension FuzzTarget {
    /// A time zone's file: whatever was read, every instant has an offset, and every local day an end.
    static let zone = FuzzTarget(name: "zone") { bytes in
        guard let table = try? TZif(bytes) else { return }
        let zone = Zone(name: "Fuzz/Zone", table: table)
        try require(table.transitions.count == table.offsets.count, "an offset for each transition")
        let years = [-1_000_000_000_000, -2_000_000_000, 0, 1_700_000_000, 4_000_000_000, 1_000_000_000_000]
        for second in years + table.transitions.suffix(2) {
            let instant = Date(wholeSecondsSince1970: second)
            try require(abs(zone.offset(at: instant)) < 200_000, "an offset within days")
            let day = zone.localDay(containing: instant)
            try require(day.start <= day.end, "a day ends after it starts")
            _ = (zone.clockTime(at: instant), zone.instants(of: .midnight, on: day.date))
        }
    }
}
