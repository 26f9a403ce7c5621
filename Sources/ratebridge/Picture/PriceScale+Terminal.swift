import ProviderKit
import TariffChart

extension PriceScale {
    /// The SGR parameter of a background (ECMA-48, section 8.3.117): in 24 bits, or the nearest of xterm's palette whose
    /// lightness falls as well.
    static func background(at position: Double, _ colour: Terminal.Colour) -> String {
        switch colour {
        case .none: return "0"
        case .direct:
            let colour = self.colour(at: position)
            return "48;2;\(colour.red);\(colour.green);\(colour.blue)"
        case .palette:
            let palette = [228, 221, 215, 209, 167, 125, 90]
            return "48;5;\(palette[min(palette.count - 1, Int(position * Double(palette.count)))])"
        }
    }

    /// Without colour: a bar as high as the price.
    func bar(_ price: Price) -> Character { Self.bar(at: position(price)) }

    static func bar(at position: Double) -> Character {
        let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return bars[min(bars.count - 1, Int(position * Double(bars.count)))]
    }
}
