import Foundation
package import ProviderKit

/// Where a price stands between the lowest and the highest of a tariff, as a colour or as a height.
package struct PriceScale: Sendable {
    package let lowest: Price?
    package let highest: Price?

    package init(_ prices: [Price]) {
        lowest = prices.min()
        highest = prices.max()
    }

    /// From 0 (the lowest) to 1 (the highest); the only price of a tariff is in the middle.
    package func position(_ price: Price) -> Double {
        guard let lowest, let highest, lowest < highest else { return 0.5 }
        let position = (price.value - lowest.value) / (highest.value - lowest.value)
        return min(1, max(0, NSDecimalNumber(decimal: position).doubleValue))
    }

    /// The same with nothing at 0, where no price is below that: a bar twice as high is twice as dear.
    package func height(_ price: Price) -> Double {
        guard let lowest, let highest, lowest >= .zero, highest > .zero else { return position(price) }
        return NSDecimalNumber(decimal: price.value / highest.value).doubleValue
    }

    /// The colour of a price.
    package func colour(_ price: Price) -> RGB { Self.colour(at: position(price)) }

    /// From pale yellow to purple. Lightness falls all the way, so that the order is seen whatever colours an eye tells
    /// apart, and in print; neither end disappears into a white or a black background.
    package static func colour(at position: Double) -> RGB {
        let place = min(1, max(0, position)) * Double(stops.count - 1)
        let index = min(Int(place), stops.count - 2)
        return stops[index].mixed(with: stops[index + 1], place - Double(index))
    }

    private static let stops = [
        RGB(0xFB, 0xE3, 0x83), RGB(0xFB, 0xB8, 0x4A), RGB(0xF2, 0x86, 0x3A), RGB(0xD9, 0x57, 0x4B),
        RGB(0xB0, 0x36, 0x66), RGB(0x7A, 0x23, 0x72),
    ]

    /// The price at a position from 0 to 1.
    package func price(at position: Double) -> Price? {
        guard let lowest, let highest else { return nil }
        return try? Price(majorUnits: lowest.value + (highest.value - lowest.value) * Decimal(position))
    }
}

/// A colour of the screen.
package struct RGB: Sendable, Hashable {
    package let red: Int
    package let green: Int
    package let blue: Int

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
    package var isLight: Bool {
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179
    }
}
