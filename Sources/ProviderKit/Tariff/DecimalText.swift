import FoundationEssentials

/// Decimal numbers from text and by powers of ten, exactly or not at all.
///
/// `Decimal(string:)` alone reads `12abc` as 12 and drops digits beyond its capacity, so the text is checked first.
enum DecimalText {
    /// The number of digits that a `Decimal` holds whatever they are.
    static let capacity = 38
    /// Powers of ten within which every number of 38 digits stays representable.
    private static let exponents = -90...89

    /// Reads `[+-]digits[.digits][e[+-]digits]`.
    static func decimal(_ text: String) throws(PriceError) -> Decimal {
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = takeDigits(&rest)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = takeDigits(&rest)
            guard !fraction.isEmpty else { throw .notANumber(text) }
        }
        guard !whole.isEmpty else { throw .notANumber(text) }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            let power = String(decoding: rest.dropFirst(), as: UTF8.self)
            guard let power = Int(power) else { throw .notANumber(text) }
            guard exponents.contains(power) else { throw .tooPrecise(text) }
            rest = []
        }
        guard rest.isEmpty else { throw .notANumber(text) }
        guard significant(whole + fraction) <= capacity, fraction.count <= 90 else { throw .tooPrecise(text) }
        guard let value = Decimal(string: text), !value.isNaN else { throw .notANumber(text) }
        return value
    }

    /// `value` times ten to the power of `power`, without touching its digits.
    /// - Returns: `nil` when the result is too small or too large to be held.
    static func shifted(_ value: Decimal, by power: Int) -> Decimal? {
        guard !value.isZero else { return value }
        guard exponents.contains(value.exponent + power) else { return nil }
        return Decimal(sign: value.sign, exponent: value.exponent + power, significand: value.significand.magnitude)
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    private static func significant(_ digits: ArraySlice<UInt8>) -> Int {
        let zero = UInt8(ascii: "0")
        return digits.drop { $0 == zero }.reversed().drop { $0 == zero }.count
    }
}
