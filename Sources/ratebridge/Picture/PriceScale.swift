import Foundation
import ProviderKit

/// Where a price stands between the lowest and the highest of a tariff, as a colour or as a height.
struct PriceScale: Sendable {
    let lowest: Price?
    let highest: Price?

    init(_ prices: [Price]) {
        lowest = prices.min()
        highest = prices.max()
    }

    /// From 0 (the lowest) to 1 (the highest); the only price of a tariff is in the middle.
    func position(_ price: Price) -> Double {
        guard let lowest, let highest, lowest < highest else { return 0.5 }
        let position = (price.value - lowest.value) / (highest.value - lowest.value)
        return min(1, max(0, NSDecimalNumber(decimal: position).doubleValue))
    }

    /// The colour of a price.
    func colour(_ price: Price) -> RGB { Self.colour(at: position(price)) }

    /// From pale yellow to purple. Lightness falls all the way, so that the order is seen whatever colours an eye tells
    /// apart, and in print; neither end disappears into a white or a black background.
    static func colour(at position: Double) -> RGB {
        let place = min(1, max(0, position)) * Double(stops.count - 1)
        let index = min(Int(place), stops.count - 2)
        return stops[index].mixed(with: stops[index + 1], place - Double(index))
    }

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

    private static let stops = [
        RGB(0xFB, 0xE3, 0x83), RGB(0xFB, 0xB8, 0x4A), RGB(0xF2, 0x86, 0x3A), RGB(0xD9, 0x57, 0x4B),
        RGB(0xB0, 0x36, 0x66), RGB(0x7A, 0x23, 0x72),
    ]

    /// Without colour: a bar as high as the price.
    func bar(_ price: Price) -> Character { Self.bar(at: position(price)) }

    static func bar(at position: Double) -> Character {
        let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return bars[min(bars.count - 1, Int(position * Double(bars.count)))]
    }
}

/// A colour of the screen.
struct RGB: Sendable, Hashable {
    let red: Int
    let green: Int
    let blue: Int

    init(_ red: Int, _ green: Int, _ blue: Int) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    func mixed(with other: RGB, _ share: Double) -> RGB {
        func mix(_ left: Int, _ right: Int) -> Int { Int((Double(left) + Double(right - left) * share).rounded()) }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    /// `#fbe383`.
    var hex: String { String(format: "#%02x%02x%02x", red, green, blue) }

    /// Whether black is easier to read on it than white (WCAG 2.2, relative luminance).
    var isLight: Bool {
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179
    }

}
