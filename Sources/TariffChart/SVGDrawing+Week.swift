import Foundation
import ProviderKit

extension SVGDrawing {
    private static let rowHeight = 30.0
    private static let gap = 2.0
    /// Widths of a digit in pixels, in bold at 13 pixels.
    private static let digit = 7.8

    /// The twelve months, those that are meant filled in.
    mutating func months(_ named: Set<Tariff.Months>) {
        for (index, month) in Tariff.Months.year.enumerated() {
            let x = Self.left + Self.dayWidth - Double(12 - index) * 34
            let style = named.contains(month) ? "on" : "off"
            add(
                #"<rect class="\#(style)" x="\#(Self.number(x))" y="\#(Self.number(y - 15))" width="32" height="20" rx="3"/>"#
            )
            add(Self.text(month.rawValue, x: x + 16, y: y, named.contains(month) ? "middle strong" : "middle muted"))
        }
    }

    /// Seven rows, with the hours above; days that are alike are one block, with its prices in it.
    mutating func week(_ panel: TariffPicture.Panel) {
        y += 26
        for hour in stride(from: 0, through: 24, by: 3) {
            add(Self.text(String(format: "%02d:00", hour), x: Self.x(hour * 3600), y: y, "middle muted"))
        }
        y += 10
        for (row, day) in panel.days.enumerated() {
            add(Self.text(day.name, x: 24, y: y + Double(row) * Self.rowHeight + 19, "strong"))
        }
        for block in panel.blocks {
            let top = y + Double(block.rows.lowerBound) * Self.rowHeight
            for span in block.spans {
                box(span, top: top, height: Double(block.rows.count) * Self.rowHeight - Self.gap)
            }
        }
        let end = y + 7 * Self.rowHeight - Self.gap
        for hour in stride(from: 3, through: 21, by: 3) {
            add(
                #"<path class="hour" d="M\#(Self.number(Self.x(hour * 3600))) \#(Self.number(y))V\#(Self.number(end))"/>"#
            )
        }
        y = end + 6
    }

    /// A part of the day; tiers lie one below the other, the first on top.
    private mutating func box(_ span: TariffPicture.Span, top: Double, height: Double) {
        let x = Self.x(span.start)
        let width = max(1, Self.x(span.end) - x - (span.end - span.start > 3600 ? Self.gap : 0.5))
        let tiers: [Tariff.Rate?] = span.rates.isEmpty ? [nil] : span.rates
        let tierHeight = height / Double(tiers.count)
        for (index, rate) in tiers.enumerated() {
            let y = top + Double(index) * tierHeight
            let colour = rate.map { scale.colour($0.value) }
            add(Self.box(x: x, y: y, width: width, height: tierHeight, colour))
            label(rate, tiers.count > 1, colour, x: x, y: y, width: width, height: tierHeight)
        }
    }

    /// The price in its box: level where there is room, else upright, else rounded, else not at all.
    private mutating func label(
        _ rate: Tariff.Rate?, _ isTier: Bool, _ colour: RGB?, x: Double, y: Double, width: Double, height: Double
    ) {
        let price = rate.map { "\($0.value)" } ?? "no price"
        let bound = rate?.toKWh.map { " up to \($0) kWh" } ?? " above"
        let texts = (isTier ? [price + bound] : []) + [price] + (rate.map { [TariffPicture.rounded($0.value)] } ?? [])
        func fits(_ text: String, _ length: Double, _ thickness: Double) -> Bool {
            Double(text.count) * Self.digit + 8 < length && thickness >= 14
        }
        let style = "middle strong " + (colour == nil ? "" : colour?.isLight == false ? "light" : "dark")
        let middle = (x: x + width / 2, y: y + height / 2)
        if let text = texts.first(where: { fits($0, width, height) }) {
            add(Self.text(text, x: middle.x, y: middle.y + 4.5, style))
        } else if let text = texts.first(where: { fits($0, height, width) }) {
            add(Self.text(text, x: middle.x + 4.5, y: middle.y, style, turned: true))
        }
    }

    /// Lines of the legend: the colour, the price, and when it holds.
    mutating func entry(_ entry: TariffPicture.Entry) {
        y += 24
        add(Self.box(x: Self.left, y: y - 12, width: 22, height: 15, entry.price.map(scale.colour)))
        add(Self.text(entry.number, x: Self.left + 32, y: y, "strong"))
        let start = Self.left + 52 + Double(entry.number.count) * Self.digit
        let room = Int((Self.left + Self.dayWidth - start) / 7)
        for (index, line) in entry.times.wrapped(max(24, room)).split(separator: "\n").enumerated() {
            if index > 0 { y += 20 }
            add(Self.text(String(line), x: start, y: y, ""))
        }
    }

    mutating func steps(_ steps: [(position: Double, label: String)]) {
        y += 28
        for (index, step) in steps.enumerated() {
            let x = Self.left + Double(index) * 110
            add(Self.box(x: x, y: y - 12, width: 22, height: 15, PriceScale.colour(at: step.position)))
            add(Self.text(step.label, x: x + 30, y: y, ""))
        }
    }
}
