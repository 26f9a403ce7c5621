extension Tariff {
    /// A month, or all of them, by the wire's names.
    public enum Months: String, Hashable, Sendable, CaseIterable {
        case all = "All"
        case january = "Jan"
        case february = "Feb"
        case march = "Mar"
        case april = "Apr"
        case may = "May"
        case june = "Jun"
        case july = "Jul"
        case august = "Aug"
        case september = "Sep"
        case october = "Oct"
        case november = "Nov"
        case december = "Dec"

        /// The twelve months in order, without `all`.
        public static let year = Array(allCases.dropFirst())

        /// The month by its number.
        /// - Returns: `nil` outside 1 to 12.
        public init?(number: Int) {
            guard (1...12).contains(number) else { return nil }
            self = Self.year[number - 1]
        }

        /// The single months that this name stands for.
        public var members: [Months] { self == .all ? Self.year : [self] }
    }

    /// A day of the week, or several of them, by the wire's names.
    public enum Days: String, Hashable, Sendable, CaseIterable {
        case all = "All"
        case weekdays = "Weekday"
        case weekend = "Weekend"
        case monday = "Mon"
        case tuesday = "Tue"
        case wednesday = "Wed"
        case thursday = "Thu"
        case friday = "Fri"
        case saturday = "Sat"
        case sunday = "Sun"

        /// The seven days in order from Monday, without the names of several.
        public static let week = Array(allCases.dropFirst(3))

        /// The single days that this name stands for.
        public var members: [Days] {
            switch self {
            case .all: Self.week
            case .weekdays: Array(Self.week.prefix(5))
            case .weekend: Array(Self.week.suffix(2))
            default: [self]
            }
        }
    }
}
