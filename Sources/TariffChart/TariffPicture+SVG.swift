import Foundation
package import ProviderKit

extension TariffPicture {
    /// The picture as an SVG document of its own: no script, no font, nothing that is loaded.
    package var svg: String {
        var drawing = SVGDrawing(scale: scale)
        drawing.text(tariff.displayName, x: 24, "title", down: 44)
        let facts = facts.map { "\($0.name): \($0.value)" }
        for line in stride(from: 0, to: facts.count, by: 2) {
            drawing.text(
                facts[line..<min(line + 2, facts.count)].joined(separator: "   ·   "), x: 24, "muted", down: 22)
        }
        for panel in panels {
            drawing.text(heading(of: panel), x: 24, "strong", down: 44)
            if panels.count > 1 { drawing.months(panel.months) }
            drawing.week(panel)
            legend(panel, &drawing)
        }
        drawing.space(12)
        let tiers = rates.contains { $0.count > 1 } ? ["Tiers lie one below the other, the first on top."] : []
        for note in [unit.capitalised + "."] + tiers + notes { drawing.text(note, x: 72, "muted", down: 20) }
        return drawing.document(title: tariff.displayName, description: summary)
    }

    /// The picture in words, for those who do not see it.
    package var summary: String {
        let panels = panels.map { panel in
            let prices =
                isListed
                ? entries(of: panel).map { "\($0.number): \($0.times)" }.joined(separator: ". ") : extremes(of: panel)
            return "\(panel.title): \(prices ?? "no price")"
        }
        return "A week by hours. " + panels.joined(separator: ". ") + "."
    }

    private func legend(_ panel: Panel, _ drawing: inout SVGDrawing) {
        guard isListed else {
            drawing.steps((0..<6).map { Double($0) / 5 }.map { ($0, scale.price(at: $0).map(Self.rounded) ?? "") })
            if let extremes = extremes(of: panel) { drawing.text(extremes.capitalised, x: 72, "", down: 24) }
            return
        }
        for entry in entries(of: panel) { drawing.entry(entry) }
    }

    /// Four decimals are enough for the steps of a scale.
    package static func rounded(_ price: Price) -> String {
        String(format: "%.4f", NSDecimalNumber(decimal: price.value).doubleValue)
    }
}
