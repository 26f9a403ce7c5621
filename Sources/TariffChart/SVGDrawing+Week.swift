import Foundation
import ProviderKit

extension SVGDrawing {
    private static let rowHeight = 30.0
    private static let gap = 2.0
    /// Widths of a digit in pixels, in bold at 13 pixels.
    private static let digit = 7.8

    /// The twelve months, those that are meant filled in.
    mutating func months(_ named: Set<Tariff.Months>) {
        if layout.isNarrow { y += 26 }
        for (index, month) in Tariff.Months.year.enumerated() {
            let x = layout.width - layout.margin - Double(12 - index) * layout.month
            let style = named.contains(month) ? "on" : "off"
            add(
                #"<rect class="\#(style)" x="\#(Self.number(x))" y="\#(Self.number(y - 15))" "#
                    + #"width="\#(Self.number(layout.month - 2))" height="20" rx="3"/>"#)
            add(
                Self.text(
                    month.rawValue, x: x + layout.month / 2 - 1, y: y,
                    named.contains(month) ? "middle strong" : "middle muted"))
        }
    }

    /// Seven rows, with the hours above; days that are alike are one block, with its prices in it.
    mutating func week(_ tier: TariffPicture.Tier) {
        y += 26
        for hour in stride(from: 0, through: 24, by: layout.hours) {
            let style = hour == 24 ? "end muted" : "middle muted"
            let x = hour == 24 ? layout.left + layout.dayWidth + layout.margin - 4 : self.x(hour * 3600)
            add(Self.text(String(format: "%02d:00", hour), x: x, y: y, style))
        }
        y += 10
        for (row, day) in tier.days.enumerated() {
            add(Self.text(day.name, x: layout.margin, y: y + Double(row) * Self.rowHeight + 19, "strong"))
        }
        for block in tier.blocks {
            let top = y + Double(block.rows.lowerBound) * Self.rowHeight
            for span in block.spans {
                box(span, top: top, height: Double(block.rows.count) * Self.rowHeight - Self.gap)
            }
        }
        let end = y + 7 * Self.rowHeight - Self.gap
        for hour in stride(from: layout.hours, to: 24, by: layout.hours) {
            add(#"<path class="hour" d="M\#(Self.number(x(hour * 3600))) \#(Self.number(y))V\#(Self.number(end))"/>"#)
        }
        y = end + 6
    }

    /// A part of the day.
    private mutating func box(_ span: TariffPicture.Span, top: Double, height: Double) {
        let x = self.x(span.start)
        let width = max(1, self.x(span.end) - x - (span.end - span.start > 3600 ? Self.gap : 0.5))
        let colour = span.price.map(picture.scale.colour)
        add(Self.box(x: x, y: top, width: width, height: height, colour))
        label(span.price, colour, x: x, y: top, width: width, height: height)
    }

    /// The price in its box: level where there is room, else upright, else rounded, else not at all.
    private mutating func label(_ price: Price?, _ colour: RGB?, x: Double, y: Double, width: Double, height: Double) {
        let texts = price.map { [picture.text($0), picture.rounded($0), $0.rounded] } ?? ["no price"]
        func fits(_ text: String, _ length: Double, _ thickness: Double) -> Bool {
            Double(text.count) * Self.digit + 8 < length && thickness >= 14
        }
        let style = "middle strong " + Self.ink(on: colour)
        let middle = (x: x + width / 2, y: y + height / 2)
        if let text = texts.first(where: { fits($0, width, height) }) {
            add(Self.text(text, x: middle.x, y: middle.y + 4.5, style))
        } else if let text = texts.first(where: { fits($0, height, width) }) {
            add(Self.text(text, x: middle.x + 4.5, y: middle.y, style, turned: true))
        }
    }

    private static func ink(on colour: RGB?) -> String {
        colour.map { $0.isLight ? "dark" : "light" } ?? ""
    }

    /// Prices by the amount used: a step for each tier, as high as its price.
    mutating func steps(_ tiers: [TariffPicture.Tier]) {
        let (room, floor) = (140.0, 48.0)
        let width = (layout.width - 2 * layout.margin) / Double(tiers.count)
        let base = y + room + floor + 16
        for (index, tier) in tiers.enumerated() {
            guard let price = tier.onlyPrice else { continue }
            let colour = picture.scale.colour(price)
            let x = layout.margin + Double(index) * width
            let height = floor + room * picture.scale.height(price)
            add(Self.box(x: x, y: base - height, width: width - Self.gap, height: height, colour))
            let style = "middle strong " + Self.ink(on: colour)
            let texts = [picture.text(price), picture.rounded(price), price.rounded]
            let text = texts.first { Double($0.count) * Self.digit + 8 < width } ?? price.rounded
            add(Self.text(text, x: x + width / 2, y: base - height + 24, style))
            add(Self.text(tier.title ?? "", x: x + width / 2, y: base + 20, "middle"))
        }
        y = base + 28
    }

    /// Lines of the legend: the colour, the price, and when it holds.
    mutating func entry(_ entry: TariffPicture.Entry) {
        y += 24
        let left = layout.isNarrow ? layout.margin : layout.left
        add(Self.box(x: left, y: y - 12, width: 22, height: 15, entry.price.map(picture.scale.colour)))
        add(Self.text(entry.number, x: left + 32, y: y, "strong"))
        let start = left + 52 + Double(entry.number.count) * Self.digit
        let room = Int((layout.width - layout.margin - start) / 7)
        for (index, line) in entry.times.wrapped(max(20, room)).split(separator: "\n").enumerated() {
            if index > 0 { y += 20 }
            add(Self.text(String(line), x: start, y: y, ""))
        }
    }

    /// Samples of the scale, in as many lines as it takes.
    mutating func samples(_ samples: [(position: Double, label: String)]) {
        let left = layout.isNarrow ? layout.margin : layout.left
        let longest = Double(samples.map(\.label.count).max() ?? 0) * SVGLayout.character
        let column = max(layout.isNarrow ? 110 : 130, longest + 38)
        let perLine = max(1, Int((layout.width - layout.margin - left) / column))
        for (index, sample) in samples.enumerated() {
            if index.isMultiple(of: perLine) { y += index == 0 ? 28 : 22 }
            let x = left + Double(index % perLine) * column
            add(Self.box(x: x, y: y - 12, width: 22, height: 15, PriceScale.colour(at: sample.position)))
            add(Self.text(sample.label, x: x + 30, y: y, ""))
        }
    }
}
