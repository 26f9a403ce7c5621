/// A provider's colour, made usable: its own shade where it can be read, a lighter or darker one where not.
struct Accent: Hashable, Sendable {
    /// One colour scheme's surfaces. The style sheet has the same values.
    struct Scheme: Hashable, Sendable {
        let page: RGB
        let card: RGB
        /// What the accent is mixed with when it does not stand out.
        let away: RGB

        static let light = Scheme(
            page: RGB(red: 0xF2, green: 0xF4, blue: 0xF3), card: .white, away: .black)
        static let dark = Scheme(
            page: RGB(red: 0x0E, green: 0x13, blue: 0x11), card: RGB(red: 0x18, green: 0x1F, blue: 0x1C), away: .white)
    }

    /// The three colours that the style sheet asks for.
    struct Shades: Hashable, Sendable {
        /// The filled button and the card's edge.
        let fill: RGB
        /// Text on `fill`: black or white, at least 4.5:1.
        let onFill: RGB
        /// Links, borders and focus rings: at least 4.5:1 on the page and on the card.
        let ink: RGB
    }

    let colour: RGB

    /// Connect's colour for providers that have none.
    static let standard = Accent(colour: RGB(red: 0x33, green: 0x33, blue: 0x33))

    init(colour: RGB) {
        self.colour = colour
    }

    /// The six digits of `#rrggbb`, in lower case, which name its style sheet; nil for anything else.
    static func digits(of css: String) -> String? {
        let bytes = css.utf8
        guard bytes.count == 7, bytes.first == UInt8(ascii: "#"), bytes.dropFirst().allSatisfy(RGB.isDigit) else {
            return nil
        }
        return css.dropFirst().lowercased()
    }

    /// The colours for a scheme.
    ///
    /// On a dark card a dark button is lightened to 3:1, the least that WCAG asks of a control; a dark grey, which would
    /// look switched off then, is turned into its light counterpart. On a white card a pale button keeps its shade,
    /// since `ink` draws its border.
    func shades(_ scheme: Scheme) -> Shades {
        guard scheme == .dark else {
            return Shades(fill: colour, onFill: Self.text(on: colour), ink: shade(4.5, on: scheme))
        }
        if colour.isGrey, colour.contrast(with: scheme.card) < 3 {
            let light = colour.inverted
            return Shades(fill: light, onFill: .black, ink: light)
        }
        let fill = shade(3, on: scheme)
        return Shades(fill: fill, onFill: Self.text(on: fill), ink: shade(5.5, on: scheme))
    }

    /// Black or white: one of the two has at least 4.58:1 on any colour.
    private static func text(on fill: RGB) -> RGB {
        fill.contrast(with: .white) >= fill.contrast(with: .black) ? .white : .black
    }

    /// The colour, as little changed as possible for a contrast with both surfaces.
    private func shade(_ least: Double, on scheme: Scheme) -> RGB {
        for step in 0..<100 {
            let shade = colour.mixed(with: scheme.away, share: Double(step) / 100)
            if shade.contrast(with: scheme.page) >= least, shade.contrast(with: scheme.card) >= least { return shade }
        }
        return scheme.away
    }

    /// The style sheet that goes over the standard one.
    var stylesheet: String {
        """
        :root{\(Self.properties(shades(.light)))}
        @media (prefers-color-scheme:dark){:root{\(Self.properties(shades(.dark)))}}

        """
    }

    private static func properties(_ shades: Shades) -> String {
        "--accent:#\(shades.fill.hex);--on-accent:#\(shades.onFill.hex);--accent-ink:#\(shades.ink.hex)"
    }
}
