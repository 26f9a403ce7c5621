import Foundation
import ProviderKit

extension TariffPicture {
    /// The picture as an SVG document of its own: no script, no font, nothing that is loaded.
    package var svg: String { svg(for: .wide) }

    /// The same for a page of that width.
    package func svg(for layout: SVGLayout) -> String {
        var drawing = SVGDrawing(picture: self, layout: layout)
        drawing.paragraph(tariff.displayName, "title", down: 44, perLine: layout.titleCharacters)
        let facts = facts.map { "\($0.name): \($0.value)" }
        for line in stride(from: 0, to: facts.count, by: layout.factsPerLine) {
            let text = facts[line..<min(line + layout.factsPerLine, facts.count)].joined(separator: "   ·   ")
            drawing.paragraph(text, "muted", down: 22)
        }
        for panel in panels {
            drawing.paragraph(heading(of: panel), "strong", down: 44)
            if panels.count > 1 { drawing.months(panel.months) }
            if panel.isOfTiersAlone {
                drawing.steps(panel.tiers)
            } else {
                for tier in panel.tiers {
                    if let title = tier.title { drawing.paragraph(title, "strong", down: 34) }
                    drawing.week(tier)
                    legend(tier, &drawing)
                }
            }
        }
        drawing.space(12)
        for note in [unit.capitalised + "."] + notes { drawing.paragraph(note, "muted", down: 20) }
        return drawing.document(title: tariff.displayName, description: summary)
    }

    /// The picture in words, for those who do not see it.
    package var summary: String {
        let panels = panels.flatMap { panel in
            panel.tiers.map { tier in
                let name = [panel.title, tier.title?.lowercasingFirst].compactMap(\.self).joined(separator: ", ")
                let prices =
                    isListed
                    ? entries(of: tier).map { "\($0.number): \($0.times)" }.joined(separator: ". ") : extremes(of: tier)
                return "\(name): \(prices ?? "no price")"
            }
        }
        return "A week by hours. " + panels.joined(separator: ". ") + "."
    }

    private func legend(_ tier: Tier, _ drawing: inout SVGDrawing) {
        guard isListed else {
            drawing.samples((0..<6).map { Double($0) / 5 }.map { ($0, scale.price(at: $0).map(rounded) ?? "") })
            if let extremes = extremes(of: tier) { drawing.paragraph(extremes.capitalised, "", down: 24) }
            return
        }
        for entry in entries(of: tier) { drawing.entry(entry) }
    }
}
