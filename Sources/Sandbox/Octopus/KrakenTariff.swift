import FoundationEssentials

/// A price in pence: before VAT in thousandths of a penny, and with the VAT of 5 % that customers pay.
struct KrakenPrice: Sendable, Hashable {
    let preVAT: Decimal
    let value: Decimal

    /// - Parameters:
    ///   - thousandths: Of a penny, before VAT.
    ///   - isExport: What customers sell bears no VAT.
    init(_ thousandths: Int, isExport: Bool = false) {
        preVAT = Self.decimal(thousandths, exponent: -3)
        value = isExport ? preVAT : Self.decimal(thousandths * 105, exponent: -5)
    }

    private static func decimal(_ number: Int, exponent: Int) -> Decimal {
        Decimal(sign: number < 0 ? .minus : .plus, exponent: exponent, significand: Decimal(number.magnitude))
    }
}

/// A tariff of one of the schema's types.
struct KrakenTariff: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case standard(Int)
        case prepay(Int)
        case dayNight(day: Int, night: Int)
        case threeRate(day: Int, night: Int, offPeak: Int)
        case fourRateEV(day: Int, night: Int, peak: Int, offPeak: Int)
        case halfHourly(KrakenRates)
        /// A type that an integration has never heard of.
        case capped
    }

    let name: String
    let productCode: String
    let kind: Kind
    var isExport = false

    /// Every field that the tariff's type has in the schema.
    func object(at now: Date) -> GraphQLObject {
        var fields: [String: GraphQLValue] = [
            "id": .scalar(.string("\(productCode)-J")), "displayName": .scalar(.string(name)),
            "fullName": .scalar(.string("\(name) January 2026 v1")), "productCode": .scalar(.string(productCode)),
            "tariffCode": .scalar(.string("E-1R-\(productCode)-J")), "isExport": .scalar(.bool(isExport)),
        ]
        set("standingCharge", "preVatStandingCharge", isExport ? 0 : 50_810, &fields)
        switch kind {
        case .standard(let rate), .prepay(let rate):
            set("unitRate", "preVatUnitRate", rate, &fields)
        case .dayNight(let day, let night):
            set("dayRate", "preVatDayRate", day, &fields)
            set("nightRate", "preVatNightRate", night, &fields)
        case .threeRate(let day, let night, let offPeak):
            set("dayRate", "preVatDayRate", day, &fields)
            set("nightRate", "preVatNightRate", night, &fields)
            set("offPeakRate", "preVatOffPeakRate", offPeak, &fields)
        case .fourRateEV(let day, let night, let peak, let offPeak):
            set("dayRate", "preVatDayRate", day, &fields)
            set("nightRate", "preVatNightRate", night, &fields)
            set("evDevicePeakRate", "preVatEvDevicePeakRate", peak, &fields)
            set("evDeviceOffPeakRate", "preVatEvDeviceOffPeakRate", offPeak, &fields)
        case .halfHourly(let rates):
            fields["unitRates"] = .list(rates.published(at: now).map { .object($0.object(isExport: isExport)) })
        case .capped:
            break
        }
        return GraphQLObject(typename, fields)
    }

    private var typename: String {
        switch kind {
        case .standard: "StandardTariff"
        case .prepay: "PrepayTariff"
        case .dayNight: "DayNightTariff"
        case .threeRate: "ThreeRateTariff"
        case .fourRateEV: "FourRateEvTariff"
        case .halfHourly: "HalfHourlyTariff"
        case .capped: "CappedTariff"
        }
    }

    private func set(_ name: String, _ preVAT: String, _ thousandths: Int, _ fields: inout [String: GraphQLValue]) {
        let price = KrakenPrice(thousandths, isExport: isExport)
        fields[name] = .scalar(.number(price.value))
        fields[preVAT] = .scalar(.number(price.preVAT))
    }
}
