import FoundationEssentials
import ProviderKit
import TariffChart

extension DeskPage {
    var tariff: String {
        guard let reading = view.reading else {
            return Self.heading("tariff", "Tariff") + "<p>FlatPeak reads it once the customer has agreed.</p>"
        }
        guard let tariff = DeskView.tariff(of: reading) else {
            return Self.heading("tariff", "Tariff") + failure(reading) + again
        }
        let broken = tariff.violations(now: view.world.clock.now)
        let summary = HTML.escape(TariffPicture(tariff).summary)
        return """
            <div class="bar">\(Self.heading("tariff", "Tariff"))\
            <p class="badge \(broken.isEmpty ? "" : "bad")">\(verdict(broken))</p>\
            <nav aria-label="Tariff"><a href="tariff.svg?exchange=\(reading.id)">SVG</a> \
            <a href="tariff.json?exchange=\(reading.id)">JSON</a></nav></div>
            <picture><source media="(max-width: 40rem)" srcset="tariff.svg?exchange=\(reading.id)&amp;narrow=1">\
            <img class="chart" src="tariff.svg?exchange=\(reading.id)" alt="\(summary)"></picture>
            \(violations(broken))
            <details id="rules"><summary>The rules that were checked</summary><ul class="rules">\(rules(broken))</ul></details>
            \(again)
            """
    }

    private var again: String {
        guard view.canReadAgain else { return "" }
        let button = Self.button("read", "Read the tariff again", hidden: ["session": "\(view.place + 1)"])
        return "<div class=\"bar foot\">\(button)</div>"
    }

    private func verdict(_ broken: [Violation]) -> String {
        switch broken.count {
        case 0: "all \(TariffRule.allCases.count) rules kept"
        case 1: "1 rule broken"
        default: "\(broken.count) rules broken"
        }
    }

    private func violations(_ broken: [Violation]) -> String {
        guard !broken.isEmpty else { return "" }
        let items = broken.map { "<li>\(HTML.escape($0.description))</li>" }
        return "<ul class=\"alert\">\(items.joined())</ul>"
    }

    private func rules(_ broken: [Violation]) -> String {
        let names = Set(broken.map(\.rule))
        return TariffRule.allCases.map { rule in
            let isBroken = names.contains(rule)
            return """
                <li class="\(isBroken ? "bad" : "")"><span>\(isBroken ? "✗ broken" : "✓ kept")</span> \
                <code>\(rule.rawValue)</code> \(HTML.escape(rule.title))</li>
                """
        }.joined()
    }

    /// Why there is none.
    private func failure(_ reading: Exchange) -> String {
        guard let answer = reading.answer else {
            return reading.duration == nil
                ? "<p>FlatPeak is reading it.</p>" : "<p class=\"alert\">The responder gave no answer.</p>"
        }
        if let omitted = reading.omitted {
            return "<p>FlatPeak has read it: \(ExchangeLog.note(omitted)).</p>"
        }
        let json = try? JSONValue(json: Data(answer.body))
        let message = json?["message"]?.string ?? "The answer holds no tariff."
        let code = json?["code"]?.string ?? "\(answer.statusCode)"
        return "<p class=\"alert\">\(HTML.escape(message)) (<code>\(HTML.escape(code))</code>)</p>"
    }
}
