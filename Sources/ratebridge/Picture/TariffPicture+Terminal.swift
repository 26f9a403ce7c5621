import Foundation
import ProviderKit
import TariffChart

extension TariffPicture {
    /// The picture in characters, as wide as the terminal allows.
    func text(for terminal: Terminal) -> String {
        var lines = [tariff.displayName.printable]
        let indent = String(repeating: " ", count: 14)
        lines += facts.map {
            "  " + "\($0.name.padded(11)) \($0.value.printable)".wrapped(terminal.width - 2, indent: indent)
        }
        let grid = TerminalGrid(terminal: terminal, scale: scale)
        for panel in panels {
            lines += ["", "  " + heading(of: panel), ""]
            if panel.isOfTiersAlone {
                lines += panel.tiers.flatMap { steps($0, of: panel, grid) }
            } else {
                for (index, tier) in panel.tiers.enumerated() {
                    if index > 0 { lines.append("") }
                    if let title = tier.title { lines.append("  \(title)") }
                    lines += grid.lines(tier) + [""] + legend(tier, grid)
                }
            }
        }
        lines +=
            [""]
            + ([unit.capitalised + "."] + notes).map { "  " + $0.wrapped(terminal.width - 2, indent: "  ") }
        return lines.joined(separator: "\n")
    }

    /// A tier as a bar as long as its price, the price behind it.
    private func steps(_ tier: Tier, of panel: Panel, _ grid: TerminalGrid) -> [String] {
        guard let price = tier.onlyPrice else { return [] }
        let title = (tier.title ?? "").padded(panel.tiers.map { $0.title?.count ?? 0 }.max() ?? 0)
        let number = text(price)
        let room = max(4, min(40, grid.terminal.width - title.count - number.count - 7))
        let length = max(1, Int((scale.height(price) * Double(room)).rounded()))
        return ["  \(title)  \(grid.bar(of: length, at: scale.position(price)))  \(number)"]
    }

    private func legend(_ tier: Tier, _ grid: TerminalGrid) -> [String] {
        let width = grid.terminal.width - 7
        guard isListed else {
            let steps = (0..<6).map { Double($0) / 5 }
            let swatches = steps.map { step in
                let price = scale.price(at: step)
                return "\(grid.swatch(at: step)) \(price.map(rounded) ?? "")"
            }
            // Two characters of colour, a blank, the number, and two blanks.
            let longest = steps.compactMap { scale.price(at: $0).map(rounded)?.count }.max() ?? 0
            let perLine = max(1, width / (5 + longest))
            var lines = stride(from: 0, to: swatches.count, by: perLine).map { first in
                "     " + swatches[first..<min(first + perLine, swatches.count)].joined(separator: "  ")
            }
            if let extremes = extremes(of: tier) { lines.append("     " + extremes.wrapped(width, indent: "     ")) }
            if tier.hasGaps { lines.append("     \(grid.gap) no price") }
            return lines
        }
        let entries = entries(of: tier)
        let column = min(entries.map(\.number.count).max() ?? 0, 24)
        return entries.map { entry in
            let text = "\(entry.number.padded(column))  \(entry.times)"
            let swatch = entry.price.map { grid.swatch(at: scale.position($0)) } ?? grid.gap
            return "     \(swatch) " + text.wrapped(width - 2, indent: String(repeating: " ", count: column + 9))
        }
    }
}
