import ProviderKit

extension TariffPicture.Panel {
    /// Days in a row that have the same prices at the same hours, drawn as one block.
    struct Block: Equatable {
        /// Places in `days`.
        var rows: Range<Int>
        let spans: [TariffPicture.Span]
    }

    var blocks: [Block] {
        var blocks: [Block] = []
        for (row, day) in days.enumerated() {
            if let last = blocks.last, last.spans == day.spans {
                blocks[blocks.count - 1].rows = last.rows.lowerBound..<row + 1
            } else {
                blocks.append(Block(rows: row..<row + 1, spans: day.spans))
            }
        }
        return blocks
    }
}
