import Foundation
import ProviderKit

/// An SVG document that grows downwards.
struct SVGDrawing {
    let picture: TariffPicture
    let layout: SVGLayout
    private var elements: [String] = []
    var y = 0.0

    init(picture: TariffPicture, layout: SVGLayout) {
        self.picture = picture
        self.layout = layout
    }

    mutating func add(_ element: String) { elements.append(element) }

    /// Text in as many lines as it takes.
    mutating func paragraph(_ text: String, _ style: String, down: Double, perLine: Int? = nil) {
        for (index, line) in text.wrapped(perLine ?? layout.characters).split(separator: "\n").enumerated() {
            y += index == 0 ? down : style == "title" ? 26 : 18
            add(Self.text(String(line), x: layout.margin, y: y, style))
        }
    }

    mutating func space(_ height: Double) { y += height }

    func document(title: String, description: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(layout.width)) \(Self.number(y + 24))" \
        role="img" aria-labelledby="title description">
        <title id="title">\(Self.escaped(title))</title>
        <desc id="description">\(Self.escaped(description))</desc>
        <style>\(SVGStyle.text)</style>
        <defs><pattern id="none" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <path class="hatch" d="M0 4H8" stroke-width="2"/></pattern></defs>
        <rect class="page" width="100%" height="100%"/>
        \(elements.joined(separator: "\n"))
        </svg>

        """
    }

    /// A hatched box stands for no price.
    static func box(x: Double, y: Double, width: Double, height: Double, _ colour: RGB?) -> String {
        #"<rect class="box" x="\#(number(x))" y="\#(number(y))" width="\#(number(width))" height="\#(number(height))" "#
            + #"rx="3" fill="\#(colour?.hex ?? "url(#none)")"/>"#
    }

    static func text(_ text: String, x: Double, y: Double, _ style: String, turned: Bool = false) -> String {
        let (x, y) = (number(x), number(y))
        let turn = turned ? #" transform="rotate(-90 \#(x) \#(y))""# : ""
        return #"<text class="\#(style)" x="\#(x)" y="\#(y)"\#(turn)>\#(escaped(text))</text>"#
    }

    func x(_ second: Int) -> Double {
        layout.left + Double(second) / Double(ClockTime.secondsPerDay) * layout.dayWidth
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(format: "%.2f", value)
    }

    /// XML has no control characters, and no text may turn the line around.
    private static func escaped(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter {
            ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate].contains(
                $0.properties.generalCategory)
                && $0.value & 0xFFFE != 0xFFFE
        }
        return String(String.UnicodeScalarView(scalars)).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
