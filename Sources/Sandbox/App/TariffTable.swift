import FoundationEssentials

/// A tariff as a small table of hours and prices, made from the JSON that came over the wire.
struct TariffTable: Sendable {
    let tariff: JSONValue

    /// The table's HTML, every value escaped.
    var html: String {
        let name = tariff["display_name"]?.string ?? "Tariff"
        return """
            <table><caption>\(HTML.escape(name))</caption>
            <thead><tr><th scope="col">When</th><th scope="col">Hours</th><th scope="col">Price per kWh</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table>
            """
    }

    private var rows: [String] {
        var rows: [String] = []
        for season in tariff["data"]?.array ?? [] {
            for schedule in season["days_and_hours"]?.array ?? [] {
                let when = [names(season["months"], all: nil), names(schedule["days"], all: "Every day")]
                for period in schedule["hours"]?.array ?? [] {
                    rows.append(row(when: when.compactMap(\.self).joined(separator: ", "), period))
                }
            }
        }
        return rows
    }

    private func row(when: String, _ period: JSONValue) -> String {
        let (from, to) = (clock(period["valid_from"]), clock(period["valid_to"]))
        let hours = from == to ? "All day" : "\(from) – \(to)"
        let prices = (period["rate"]?.array ?? []).map { rate in
            let value = rate["value"]?.number.map { "\($0)" } ?? "?"
            return rate["to_kwh"]?.number.map { "\(value) up to \($0) kWh" } ?? value
        }
        let cells = [when, hours, prices.joined(separator: ", then ")].map { "<td>\(HTML.escape($0))</td>" }
        return "<tr>\(cells.joined())</tr>"
    }

    private func names(_ value: JSONValue?, all: String?) -> String? {
        let names = (value?.array ?? []).compactMap(\.string)
        return names == ["All"] ? all : names.joined(separator: " ")
    }

    /// `00:30:00` as `00:30`.
    private func clock(_ value: JSONValue?) -> String {
        let text = value?.string ?? "?"
        return text.hasSuffix(":00") && text.utf8.count == 8 ? String(text.dropLast(3)) : text
    }
}
