extension LunarTariff {
    static let flat = LunarTariff(name: "Lunar Simple", lines: [Line(price: "24.393")])

    static let dayNight = LunarTariff(
        name: "Lunar Night Owl",
        lines: [
            Line(from: "00:00", to: "00:30", price: "24.39255"),
            Line(from: "00:30", to: "07:30", price: "7.00035"),
            Line(from: "07:30", to: "00:00", price: "24.39255"),
        ])

    static let tiers = LunarTariff(
        name: "Lunar Steps",
        lines: [
            Line(price: "19.95", upToKWh: 8), Line(price: "24.3", upToKWh: 20), Line(price: "29.77125"),
        ])

    static let weekend = LunarTariff(
        name: "Lunar Weekender",
        lines: [
            Line(days: .weekday, from: "00:00", to: "16:00", price: "22.1445"),
            Line(days: .weekday, from: "16:00", to: "19:00", price: "35.7"),
            Line(days: .weekday, from: "19:00", to: "00:00", price: "22.1445"),
            Line(days: .weekend, price: "18.06"),
        ])

    static let export = LunarTariff(name: "Lunar Give Back", lines: [Line(price: "15")])

    /// A quarter of an hour has no price.
    static let gap = LunarTariff(
        name: "Lunar Patchwork",
        lines: [Line(from: "00:00", to: "07:00", price: "9.5"), Line(from: "07:15", to: "00:00", price: "26.25")])
}
