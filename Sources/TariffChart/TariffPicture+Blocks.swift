import ProviderKit

extension TariffPicture.Tier {
    /// Days in a row that have the same prices at the same hours, drawn as one block.
    struct Block: Equatable {
        /// Places in `days`.
        var rows: Range<Int>
        let spans: [TariffPicture.Span]
    }

    var blocks: [Block] {
        days.enumerated().reduce(into: [Block]()) { blocks, day in
            if let last = blocks.last, last.spans == day.element.spans {
                blocks[blocks.count - 1].rows = last.rows.lowerBound..<day.offset + 1
            } else {
                blocks.append(Block(rows: day.offset..<day.offset + 1, spans: day.element.spans))
            }
        }
    }
}
