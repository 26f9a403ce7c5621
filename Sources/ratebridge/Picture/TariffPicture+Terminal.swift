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
            lines += grid.lines(panel) + [""] + legend(panel, grid)
        }
        let tiers = rates.contains { $0.count > 1 } ? ["Tiers: the colour is that of the first one."] : []
        lines +=
            [""]
            + ([unit.capitalised + "."] + tiers + notes).map { "  " + $0.wrapped(terminal.width - 2, indent: "  ") }
        return lines.joined(separator: "\n")
    }

    private func legend(_ panel: Panel, _ grid: TerminalGrid) -> [String] {
        let width = grid.terminal.width - 7
        guard isListed else {
            let steps = (0..<6).map { Double($0) / 5 }
            let swatches = steps.map { step in
                let price = scale.price(at: step)
                return "\(grid.swatch(at: step)) \(price.map(Self.rounded) ?? "")"
            }
            // Two characters of colour, a blank, a number of six or seven, and two blanks.
            let perLine = max(1, width / 12)
            var lines = stride(from: 0, to: swatches.count, by: perLine).map { first in
                "     " + swatches[first..<min(first + perLine, swatches.count)].joined(separator: "  ")
            }
            if let extremes = extremes(of: panel) { lines.append("     " + extremes.wrapped(width, indent: "     ")) }
            if hasGaps { lines.append("     \(grid.gap) no price") }
            return lines
        }
        let entries = entries(of: panel)
        let column = min(entries.map(\.number.count).max() ?? 0, 24)
        return entries.map { entry in
            let text = "\(entry.number.padded(column))  \(entry.times)"
            let swatch = entry.price.map { grid.swatch(at: scale.position($0)) } ?? grid.gap
            return "     \(swatch) " + text.wrapped(width - 2, indent: String(repeating: " ", count: column + 9))
        }
    }
}
