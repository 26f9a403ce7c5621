import Foundation
import ProviderKit

/// An SVG document that grows downwards.
struct SVGDrawing {
    private static let width = 960.0
    private static let left = 72.0
    private static let dayWidth = 864.0
    private static let rowHeight = 26.0

    private let scale: PriceScale
    private var elements: [String] = []
    private var y = 0.0

    init(scale: PriceScale) {
        self.scale = scale
    }

    mutating func text(_ text: String, x: Double, size: Double, weight: Int = 400, down: Double) {
        y += down
        elements.append(Self.text(text, x: x, y: y, size: size, weight: weight))
    }

    mutating func space(_ height: Double) { y += height }

    /// Seven rows, with the hours above and each price where there is room for it.
    mutating func week(_ panel: TariffPicture.Panel) {
        y += 24
        for hour in stride(from: 0, through: 24, by: 3) {
            let label = String(format: "%02d:00", hour)
            elements.append(Self.text(label, x: Self.x(hour * 3600), y: y, size: 12, anchor: "middle"))
        }
        y += 8
        let top = y
        var labels: [String] = []
        for day in panel.days {
            elements.append(Self.text(day.name, x: 24, y: y + 17, size: 13))
            for span in day.spans {
                let width = Self.x(span.end) - Self.x(span.start)
                let colour = span.price.map(scale.colour)
                elements.append(Self.box(x: Self.x(span.start), y: y, width: width, height: Self.rowHeight - 2, colour))
                if let label = label(span, width, colour) { labels.append(label) }
            }
            y += Self.rowHeight
        }
        for hour in stride(from: 0, through: 24, by: 3) {
            let x = Self.number(Self.x(hour * 3600))
            elements.append(
                #"<path d="M\#(x) \#(Self.number(top - 4))V\#(Self.number(y))" stroke="black" stroke-opacity=".25"/>"#)
        }
        elements += labels
        y += 4
    }

    /// The price in its box, where there is room for it.
    private func label(_ span: TariffPicture.Span, _ width: Double, _ colour: RGB?) -> String? {
        let text = span.price.map { "\($0)" } ?? "no price"
        guard Double(text.count) * 7.2 + 8 < width else { return nil }
        let ink = colour?.isLight == false ? "#fff" : "#111"
        return Self.text(
            text, x: Self.x(span.start) + width / 2, y: y + 16.5, size: 12, weight: 600, anchor: "middle", ink: ink)
    }

    /// A line of the legend; what does not fit on it is cut off.
    mutating func entry(_ entry: TariffPicture.Entry) {
        y += 24
        elements.append(Self.box(x: Self.left, y: y - 12, width: 22, height: 15, entry.price.map(scale.colour)))
        let room = max(10, 112 - entry.number.count)
        let times = entry.times.count > room ? entry.times.prefix(room - 1) + "…" : entry.times
        elements.append(
            #"<text x="\#(Self.number(Self.left + 32))" y="\#(Self.number(y))" font-size="13" fill="black">"#
                + #"<tspan font-weight="600">\#(Self.escaped(entry.number))</tspan>"#
                + #"<tspan dx="12">\#(Self.escaped(times))</tspan></text>"#)
    }

    mutating func steps(_ steps: [(position: Double, label: String)]) {
        y += 26
        for (index, step) in steps.enumerated() {
            let x = Self.left + Double(index) * 110
            elements.append(Self.box(x: x, y: y - 12, width: 22, height: 15, PriceScale.colour(at: step.position)))
            elements.append(Self.text(step.label, x: x + 30, y: y, size: 13))
        }
    }

    func document(title: String, description: String) -> String {
        let size = "\(Self.number(Self.width)) \(Self.number(y + 24))"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" role="img" \
            aria-labelledby="title description" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif">
            <title id="title">\(Self.escaped(title))</title>
            <desc id="description">\(Self.escaped(description))</desc>
            <defs><pattern id="none" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <path d="M0 4H8" stroke="#999" stroke-width="2"/></pattern></defs>
            <rect width="100%" height="100%" fill="#fff"/>
            \(elements.joined(separator: "\n"))
            </svg>

            """
    }

    /// A hatched box stands for no price.
    private static func box(x: Double, y: Double, width: Double, height: Double, _ colour: RGB?) -> String {
        let fill = colour?.hex ?? "url(#none)"
        return #"<rect x="\#(number(x))" y="\#(number(y))" width="\#(number(width))" height="\#(number(height))" "#
            + #"fill="\#(fill)"/>"#
    }

    private static func text(
        _ text: String, x: Double, y: Double, size: Double, weight: Int = 400, anchor: String = "start",
        ink: String = "#111"
    ) -> String {
        #"<text x="\#(number(x))" y="\#(number(y))" font-size="\#(number(size))" font-weight="\#(weight)" "#
            + #"text-anchor="\#(anchor)" fill="\#(ink)">\#(escaped(text))</text>"#
    }

    private static func x(_ second: Int) -> Double {
        left + Double(second) / Double(ClockTime.secondsPerDay) * dayWidth
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(format: "%.2f", value)
    }

    private static func escaped(_ text: String) -> String {
        text.printable.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
