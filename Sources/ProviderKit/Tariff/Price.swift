public import FoundationEssentials

/// The price of one kilowatt-hour in large currency units (pounds, euros, kroner), exact to the last digit.
///
/// Prices are read from text and kept as decimals, because binary floating point cannot hold 0.0700035. A price below
/// zero is legal: some markets pay customers to take energy. The unit and the precision are those of the FlatPeak
/// protocol, section 4.4 ("Money").
public struct Price: Hashable, Sendable {
    /// The price per kWh in large currency units, for example 0.24393 pounds. Always a finite number.
    public let value: Decimal

    /// Nothing per kWh.
    public static let zero = Price(exactly: 0)

    /// A price in large units, for example pounds.
    /// - Throws: `PriceError.notANumber` when `value` is NaN.
    public init(majorUnits value: Decimal) throws(PriceError) {
        guard !value.isNaN else { throw .notANumber("NaN") }
        self.init(exactly: value)
    }

    /// A price in small units, for example pence, divided by one hundred exactly.
    /// - Throws: `PriceError.notANumber` when `value` is NaN.
    public init(minorUnits value: Decimal) throws(PriceError) {
        guard !value.isNaN else { throw .notANumber("NaN") }
        guard let value = DecimalText.shifted(value, by: -2) else { throw .tooPrecise("\(value)") }
        self.init(exactly: value)
    }

    init(exactly value: Decimal) { self.value = value }
}

extension Price {
    /// Reads a price in large units from text such as `0.24393`, `-1.5` or `7e-2`.
    /// - Throws: `PriceError` when the text is not one plain decimal number, or has more than 38 digits.
    public static func majorUnits(_ text: String) throws(PriceError) -> Price {
        try Price(majorUnits: DecimalText.decimal(text))
    }

    /// Reads a price in small units (one hundredth of the large one) from text such as `24.393`.
    /// - Throws: `PriceError` when the text is not one plain decimal number, or has more than 38 digits.
    public static func minorUnits(_ text: String) throws(PriceError) -> Price {
        try Price(minorUnits: DecimalText.decimal(text))
    }

    /// `pence("24.393")` is exactly 0.24393 pounds.
    public static func pence(_ text: String) throws(PriceError) -> Price { try minorUnits(text) }
    /// `cents("31.5")` is exactly 0.315 euros.
    public static func cents(_ text: String) throws(PriceError) -> Price { try minorUnits(text) }
    /// `pounds("0.24393")` is exactly 0.24393 pounds.
    public static func pounds(_ text: String) throws(PriceError) -> Price { try majorUnits(text) }
    /// `euros("0.315")` is exactly 0.315 euros.
    public static func euros(_ text: String) throws(PriceError) -> Price { try majorUnits(text) }

    /// A decimal number of pence, as `JSONDecoder` reads it into a `Decimal` property without loss.
    ///
    /// Do not pass a literal: the compiler turns `0.0700035` into 0.0700034999… on its way to `Decimal`. Pass text.
    public static func pence(decimal: Decimal) throws(PriceError) -> Price { try Price(minorUnits: decimal) }
    /// A decimal number of cents; see `pence(decimal:)`.
    public static func cents(decimal: Decimal) throws(PriceError) -> Price { try Price(minorUnits: decimal) }
    /// A decimal number of pounds; see `pence(decimal:)`.
    public static func pounds(decimal: Decimal) throws(PriceError) -> Price { try Price(majorUnits: decimal) }
    /// A decimal number of euros; see `pence(decimal:)`.
    public static func euros(decimal: Decimal) throws(PriceError) -> Price { try Price(majorUnits: decimal) }
}

extension Price: Comparable {
    public static func < (left: Price, right: Price) -> Bool { left.value < right.value }
}

extension Price: CustomStringConvertible {
    /// The number as it goes out, for example `0.24393`.
    public var description: String { value.description }
}

/// Why a price could not be read.
public enum PriceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is empty, has letters or a thousands separator in it, or the number is NaN.
    case notANumber(String)
    /// The number has more digits than can be kept exactly (38).
    case tooPrecise(String)

    public var description: String {
        switch self {
        case .notANumber(let text):
            "'\(text)' is not a price: write digits with a full stop as the decimal mark, such as 24.393"
        case .tooPrecise(let text):
            "'\(text)' has more than the 38 digits that can be kept exactly: round it before it is read"
        }
    }
}
