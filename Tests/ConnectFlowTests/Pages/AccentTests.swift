import Foundation
import Testing

@testable import ConnectFlow

@Suite struct `Accent colours` {
    /// A sweep over the colour cube, and all greys.
    static let sweep: [RGB] = {
        let steps: [UInt8] = [0, 51, 102, 153, 204, 255]
        let cube = steps.flatMap { red in
            steps.flatMap { green in steps.map { RGB(red: red, green: green, blue: $0) } }
        }
        return cube + (0...255).map { RGB(red: $0, green: $0, blue: $0) }
    }()

    @Test(arguments: [Accent.Scheme.light, .dark])
    func `every colour gives readable text on its buttons`(scheme: Accent.Scheme) {
        let worst = Self.sweep.map { Accent(colour: $0).shades(scheme) }.map { $0.fill.contrast(with: $0.onFill) }.min()
        #expect(worst ?? 0 >= 4.5)
    }

    @Test(arguments: [Accent.Scheme.light, .dark])
    func `every colour gives readable links on the page and on the card`(scheme: Accent.Scheme) {
        for colour in Self.sweep {
            let ink = Accent(colour: colour).shades(scheme).ink
            #expect(ink.contrast(with: scheme.page) >= 4.5 && ink.contrast(with: scheme.card) >= 4.5)
        }
    }

    @Test(arguments: [Accent.Scheme.light, .dark])
    func `random colours are readable too, and their button's border stands out`(scheme: Accent.Scheme) {
        for _ in 0..<5_000 {
            let colour = RGB(red: .random(in: 0...255), green: .random(in: 0...255), blue: .random(in: 0...255))
            let shades = Accent(colour: colour).shades(scheme)
            let least = [
                shades.fill.contrast(with: shades.onFill), shades.ink.contrast(with: scheme.page),
                shades.ink.contrast(with: scheme.card),
            ].min()
            #expect(least ?? 0 >= 4.5, "#\(colour.hex)")
        }
    }

    @Test func `no button disappears on a dark card`() {
        let scheme = Accent.Scheme.dark
        #expect(Self.sweep.allSatisfy { Accent(colour: $0).shades(scheme).fill.contrast(with: scheme.card) >= 3 })
    }

    @Test func `a dark grey is light in the dark`() {
        let light = RGB(red: 0xCC, green: 0xCC, blue: 0xCC)
        #expect(Accent.standard.shades(.dark) == Accent.Shades(fill: light, onFill: .black, ink: light))
    }

    @Test func `a colour that works is not changed`() {
        let colour = RGB(red: 0x1F, green: 0x6F, blue: 0x54)
        let shades = Accent(colour: colour).shades(.light)
        #expect(shades == Accent.Shades(fill: colour, onFill: .white, ink: colour))
    }

    @Test func `a pale colour keeps its button and gets darker links`() {
        let yellow = RGB(red: 0xFF, green: 0xDD, blue: 0)
        let shades = Accent(colour: yellow).shades(.light)
        #expect(shades.fill == yellow && shades.onFill == .black)
        #expect(shades.ink.luminance < yellow.luminance)
    }

    @Test func `contrast is WCAG's`() {
        #expect(abs(RGB.black.contrast(with: .white) - 21) < 0.001)
        let grey = RGB(red: 0x76, green: 0x76, blue: 0x76)
        #expect(abs(grey.contrast(with: .white) - 4.54) < 0.01)
    }

    @Test func `luminance follows the sRGB curve`() {
        for channel in UInt8.min...UInt8.max {
            let value = Double(channel) / 255
            let exact = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            #expect(abs(RGB(red: channel, green: channel, blue: channel).luminance - exact) < 1e-9)
        }
    }

    @Test func `the style sheet's own colours are the standard accent's`() throws {
        let css = try Stylesheet.load()
        #expect(css.light["--accent"] == "#333333")
        #expect(css.light["--accent-ink"] == "#\(Accent.standard.shades(.light).ink.hex)")
        let dark = Accent.standard.shades(.dark)
        #expect(css.dark["--accent"] == "#\(dark.fill.hex)")
        #expect(css.dark["--on-accent"] == "#\(dark.onFill.hex)")
        #expect(css.dark["--accent-ink"] == "#\(dark.ink.hex)")
    }
}

@Suite struct `Style sheet` {
    @Test func `surfaces are those that accents are fitted to`() throws {
        let css = try Stylesheet.load()
        #expect(css.light["--page"] == "#\(Accent.Scheme.light.page.hex)")
        #expect(css.light["--card"] == "#\(Accent.Scheme.light.card.hex)")
        #expect(css.dark["--page"] == "#\(Accent.Scheme.dark.page.hex)")
        #expect(css.dark["--card"] == "#\(Accent.Scheme.dark.card.hex)")
    }

    @Test(arguments: [
        ("--ink", "--page", 7.0), ("--ink", "--card", 7), ("--muted", "--page", 4.5), ("--muted", "--card", 4.5),
        ("--line", "--card", 3), ("--alert", "--card", 4.5),
    ])
    func `text and borders stand out in both schemes`(front: String, back: String, least: Double) throws {
        let css = try Stylesheet.load()
        for scheme in [css.light, css.dark] {
            let contrast = try #require(Stylesheet.colour(scheme[front]))
                .contrast(with: try #require(Stylesheet.colour(scheme[back])))
            #expect(contrast >= least)
        }
    }

    @Test func `a page that is tinted with any accent leaves its text readable`() throws {
        let css = try Stylesheet.load()
        try #require(try Stylesheet.text().contains("color-mix(in srgb, var(--accent) 5%, var(--page))"))
        for (scheme, values) in [(Accent.Scheme.light, css.light), (.dark, css.dark)] {
            let muted = try #require(Stylesheet.colour(values["--muted"]))
            let fills = `Accent colours`.sweep.map { Accent(colour: $0).shades(scheme).fill }
            let worst = fills.map { scheme.page.mixed(with: $0, share: 0.05).contrast(with: muted) }.min()
            #expect(worst ?? 0 >= 4.5)
        }
    }

    @Test func `it loads nothing`() throws {
        let text = try Stylesheet.text()
        #expect(!text.contains("url(") && !text.contains("@import") && !text.contains("@font-face"))
    }
}

/// Reads the custom properties of the style sheet.
enum Stylesheet {
    static func text() throws -> String {
        let pages = try Pages.embedded()
        return String(decoding: try #require(pages.asset("style.css")).bytes, as: UTF8.self)
    }

    static func load() throws -> (light: [String: String], dark: [String: String]) {
        let blocks = try text().components(separatedBy: ":root {").dropFirst().map { block in
            var properties: [String: String] = [:]
            for line in block.prefix(while: { $0 != "}" }).split(separator: ";") {
                let parts = line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                if parts.count == 2 { properties[parts[0]] = parts[1] }
            }
            return properties
        }
        // Light, dark, and paper.
        try #require(blocks.count == 3)
        return (blocks[0], blocks[1])
    }

    static func colour(_ css: String?) -> RGB? {
        css.flatMap { RGB(hex: $0.dropFirst()) }
    }
}
