import FoundationEssentials

/// The two ways in which FlatPeak writes a season's rates. All the rest of a season is the same in both.
enum RateStyle {
    /// `value` and an optional `to_kwh`: the answer of `/api/tariff_plan` (FlatPeak protocol, section 4.1).
    case value
    /// `fixed`, a nullable `to_kwh`, and surcharges: the tariff element (FlatPeak protocol, section 4.2).
    case fixed

    private var priceKey: String {
        switch self {
        case .value: "value"
        case .fixed: "fixed"
        }
    }
}

extension RateStyle {
    func seasons(in object: WireObject, _ key: String) throws(TariffDecodingError) -> [Tariff.Season] {
        var seasons: [Tariff.Season] = []
        for season in try object.objects(key) {
            try season.refuseMisspelt(["months", "days_and_hours"])
            let months: [Tariff.Months] = try season.names("months", "a month")
            var schedules: [Tariff.Schedule] = []
            for schedule in try season.objects("days_and_hours") { schedules.append(try self.schedule(schedule)) }
            seasons.append(Tariff.Season(months: months, schedules: schedules))
        }
        return seasons
    }

    private func schedule(_ object: WireObject) throws(TariffDecodingError) -> Tariff.Schedule {
        try object.refuseMisspelt(["days", "hours"])
        let days: [Tariff.Days] = try object.names("days", "a day")
        var hours: [Tariff.Period] = []
        for period in try object.objects("hours") { hours.append(try self.period(period)) }
        return Tariff.Schedule(days: days, hours: hours)
    }

    private func period(_ object: WireObject) throws(TariffDecodingError) -> Tariff.Period {
        try object.refuseMisspelt(["valid_from", "valid_to", "rate"])
        var rates: [Tariff.Rate] = []
        for rate in try object.objects("rate") { rates.append(try self.rate(rate)) }
        return Tariff.Period(
            validFrom: try object.clockTime("valid_from"), validTo: try object.clockTime("valid_to"), rates: rates)
    }

    private func rate(_ object: WireObject) throws(TariffDecodingError) -> Tariff.Rate {
        try object.refuseMisspelt([priceKey, "to_kwh"])
        var value = try object.number(priceKey)
        if self == .fixed { value += try surcharge(object) }
        let open = !object.has("to_kwh") || self == .fixed && object.isNull("to_kwh")
        return Tariff.Rate(Price(exactly: value), toKWh: open ? nil : try object.number("to_kwh"))
    }

    /// The amount that is added to the price. A percentage is refused: FlatPeak does not say whether 20 or 0.2 is a
    /// fifth, and a wrong price is worse than none.
    private func surcharge(_ object: WireObject) throws(TariffDecodingError) -> Decimal {
        let percentage = "surcharge_percentage"
        if object.has(percentage), !object.isNull(percentage), try object.number(percentage) != 0 {
            throw TariffDecodingError(
                path: object.path(percentage), problem: "a surcharge in per cent cannot be read",
                fix: "add the surcharge to the fixed price")
        }
        let fixed = "surcharge_fixed"
        return object.has(fixed) && !object.isNull(fixed) ? try object.number(fixed) : 0
    }
}

extension RateStyle {
    func encode(
        _ seasons: [Tariff.Season], into container: inout KeyedEncodingContainer<WireKey>, _ key: String
    ) throws {
        var list = container.nestedUnkeyedContainer(forKey: WireKey(key))
        for season in seasons {
            var object = list.nestedContainer(keyedBy: WireKey.self)
            try object.encode(season.months.map(\.rawValue), forKey: WireKey("months"))
            var schedules = object.nestedUnkeyedContainer(forKey: WireKey("days_and_hours"))
            for schedule in season.schedules {
                var object = schedules.nestedContainer(keyedBy: WireKey.self)
                try object.encode(schedule.days.map(\.rawValue), forKey: WireKey("days"))
                var hours = object.nestedUnkeyedContainer(forKey: WireKey("hours"))
                for period in schedule.hours { try encode(period, into: &hours) }
            }
        }
    }

    private func encode(_ period: Tariff.Period, into list: inout any UnkeyedEncodingContainer) throws {
        var object = list.nestedContainer(keyedBy: WireKey.self)
        try object.encode(period.validFrom.description, forKey: WireKey("valid_from"))
        try object.encode(period.validTo.description, forKey: WireKey("valid_to"))
        var rates = object.nestedUnkeyedContainer(forKey: WireKey("rate"))
        for rate in period.rates {
            var object = rates.nestedContainer(keyedBy: WireKey.self)
            try object.encode(rate.value.value, forKey: WireKey(priceKey))
            guard let bound = rate.toKWh else { continue }
            guard !bound.isNaN else {
                let reason = "a tier's upper bound is not a number: give it in kWh, or leave it out for the last tier"
                throw EncodingError.invalidValue(bound, .init(codingPath: rates.codingPath, debugDescription: reason))
            }
            try object.encode(bound, forKey: WireKey("to_kwh"))
        }
    }
}
