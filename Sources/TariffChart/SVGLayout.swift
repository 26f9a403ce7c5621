/// The widths of a drawing, in its own pixels.
package struct SVGLayout: Sendable {
    /// Of the whole.
    let width: Double
    /// At the sides.
    let margin: Double
    /// Where the day begins.
    let left: Double
    /// Hours from a label to the next.
    let hours: Int
    let month: Double
    let factsPerLine: Int

    /// For a desktop.
    package static let wide = SVGLayout(width: 960, margin: 24, left: 72, hours: 3, month: 34, factsPerLine: 2)
    /// For a phone, where it is shown as large as it is.
    package static let narrow = SVGLayout(width: 360, margin: 14, left: 52, hours: 6, month: 27.6, factsPerLine: 1)

    var dayWidth: Double { width - left - margin }
    var isNarrow: Bool { self.width < Self.wide.width }
    /// Of a character at 13 pixels, in a wide font.
    static let character = 7.6
    /// Characters of a line of text.
    var characters: Int { Int((width - 2 * margin) / Self.character) }
    var titleCharacters: Int { Int((width - 2 * margin) / 12) }
}
