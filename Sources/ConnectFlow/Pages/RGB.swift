/// An sRGB colour.
struct RGB: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    static let black = RGB(red: 0, green: 0, blue: 0)
    static let white = RGB(red: 255, green: 255, blue: 255)

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads exactly six hexadecimal digits.
    init?(hex: some StringProtocol) {
        guard hex.utf8.count == 6, hex.utf8.allSatisfy(Self.isDigit), let value = UInt32(hex, radix: 16) else {
            return nil
        }
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }

    /// Whether a byte is a hexadecimal digit.
    static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// Six lower-case hexadecimal digits.
    var hex: String {
        [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The relative luminance, 0 to 1 (WCAG 2.2).
    var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// The contrast ratio, 1 to 21 (WCAG 2.2).
    func contrast(with other: RGB) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// The colour moved towards another by a share of 0 to 1.
    func mixed(with other: RGB, share: Double) -> RGB {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8(min(255, max(0, (Double(a) + (Double(b) - Double(a)) * share).rounded())))
        }
        return RGB(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Whether no channel stands out to the eye.
    var isGrey: Bool {
        max(red, green, blue) - min(red, green, blue) < 24
    }

    /// The counterpart with light and dark exchanged.
    var inverted: RGB {
        RGB(red: 255 - red, green: 255 - green, blue: 255 - blue)
    }

    private static func linear(_ channel: UInt8) -> Double {
        linearTable[Int(channel)]
    }

    /// The sRGB transfer curve for every channel value. FoundationEssentials has no pow().
    private static let linearTable: [Double] = (0...255).map { channel in
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : power24((value + 0.055) / 1.055)
    }

    /// x to the power of 2.4, for 0 < x ≤ 1: x² times the fifth root of x², by Newton's method.
    private static func power24(_ x: Double) -> Double {
        let square = x * x
        var root = 1.0
        for _ in 0..<40 {
            let fourth = root * root * root * root
            root -= (root * fourth - square) / (5 * fourth)
        }
        return square * root
    }
}
