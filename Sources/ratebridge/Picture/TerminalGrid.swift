import Foundation
import ProviderKit
import TariffChart

/// A week as rows of half-hours.
struct TerminalGrid: Sendable {
    let terminal: Terminal
    let scale: PriceScale

    private static let cells = 48
    private static let margin = 5

    /// The characters of a half-hour, and the half-hours of a line: a narrow terminal shows the day in parts.
    private var layout: (cell: Int, perLine: Int) {
        let room = terminal.width - Self.margin - 1
        if room >= Self.cells * 2 { return (2, Self.cells) }
        return (1, [48, 24, 12].first { $0 <= room } ?? 12)
    }

    func lines(_ tier: TariffPicture.Tier) -> [String] {
        let (cell, perLine) = layout
        var lines: [String] = []
        for first in stride(from: 0, to: Self.cells, by: perLine) {
            let part = first..<(first + perLine)
            if !lines.isEmpty { lines.append("") }
            lines.append(Self.blank(Self.margin) + axis(part, cell))
            for day in tier.days {
                lines.append(day.name.padded(Self.margin) + row(day, part, cell))
            }
        }
        return lines
    }

    /// The hours above the first half-hour of each.
    private func axis(_ part: Range<Int>, _ cell: Int) -> String {
        let every = cell == 2 ? 4 : 6
        return part.filter { ($0 - part.lowerBound).isMultiple(of: every) }
            .map { String(format: "%02d", $0 / 2).padded(every * cell) }.joined().trimmingTrailingSpaces
    }

    private func row(_ day: TariffPicture.Day, _ part: Range<Int>, _ cell: Int) -> String {
        var text = ""
        var colour: String?
        for index in part {
            let price = Self.price(of: day, from: index * 1800, to: (index + 1) * 1800)
            let next = terminal.colour == .none ? nil : price.map(background)
            if next != colour { text += "\u{1B}[\(next ?? "0")m" }
            colour = next
            let glyph: Character = next != nil ? " " : price.map(scale.bar) ?? "?"
            text += String(repeating: glyph, count: cell)
        }
        return colour == nil ? text : text + "\u{1B}[0m"
    }

    /// The mean price of a part of a day; `nil` where any second of it has none.
    static func price(of day: TariffPicture.Day, from start: Int, to end: Int) -> Price? {
        var sum = Decimal(0)
        for span in day.spans where span.start < end && span.end > start {
            guard let price = span.price else { return nil }
            if span.start <= start, span.end >= end { return price }
            sum += price.value * Decimal(min(end, span.end) - max(start, span.start))
        }
        return try? Price(majorUnits: sum / Decimal(end - start))
    }

    /// A sample of the scale, two characters wide.
    func swatch(at position: Double) -> String {
        bar(of: 2, at: position, without: PriceScale.bar(at: position))
    }

    /// A bar in the colour of the scale; where there is none, of a character.
    func bar(of length: Int, at position: Double, without glyph: Character = "█") -> String {
        guard terminal.colour != .none else { return String(repeating: glyph, count: length) }
        let blank = Self.blank(length)
        return "\u{1B}[\(PriceScale.background(at: position, terminal.colour))m\(blank)\u{1B}[0m"
    }

    private func background(_ price: Price) -> String {
        PriceScale.background(at: scale.position(price), terminal.colour)
    }

    /// How a part without a price looks.
    var gap: String { "??" }

    private static func blank(_ count: Int) -> String { String(repeating: " ", count: count) }
}
