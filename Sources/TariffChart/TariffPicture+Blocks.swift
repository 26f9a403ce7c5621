import ProviderKit

extension TariffPicture.Panel {
    /// Days in a row that have the same prices at the same hours, drawn as one block.
    struct Block: Equatable {
        /// Places in `days`.
        var rows: Range<Int>
        let spans: [TariffPicture.Span]

        var hasTiers: Bool { spans.contains { $0.rates.count > 1 } }
    }

    /// Tiers lie one below the other: two days of two tiers would look like a day of each, so that days with tiers are one
    /// block only where that is the whole week.
    var blocks: [Block] {
        let merged = days.enumerated().reduce(into: [Block]()) { blocks, day in
            if let last = blocks.last, last.spans == day.element.spans {
                blocks[blocks.count - 1].rows = last.rows.lowerBound..<day.offset + 1
            } else {
                blocks.append(Block(rows: day.offset..<day.offset + 1, spans: day.element.spans))
            }
        }
        guard merged.count > 1 else { return merged }
        return merged.flatMap { block in
            block.hasTiers ? block.rows.map { Block(rows: $0..<$0 + 1, spans: block.spans) } : [block]
        }
    }
}
