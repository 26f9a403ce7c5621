extension TariffRule {
    typealias Text = (title: String, explanation: String, fix: String)

    var text: Text {
        switch self {
        case .displayNameEmpty, .integrationInstanceEmpty, .timezoneUnknown, .expiryInPast, .contractEndsBeforeStart,
            .dateOutOfRange, .emptyList:
            headText
        case .monthMissing, .monthRepeated, .dayMissing, .dayRepeated, .gapInTimePeriod, .overlapInTimePeriod,
            .emptyPeriod, .periodPastMidnight:
            coverText
        case .tierNotAscending, .tierOpenTooEarly, .tierLastNotOpen, .numberNotFinite:
            rateText
        }
    }

    private var headText: Text {
        switch self {
        case .displayNameEmpty:
            (
                "The tariff has no name", "The customer sees this name in the app and would see a blank line.",
                "set displayName to the name on the customer's bill"
            )
        case .integrationInstanceEmpty:
            (
                "The integration has no name", "FlatPeak tells by it which integration the tariff came from.",
                "set integrationInstance, for example OCTOPUS_ENERGY_UK"
            )
        case .timezoneUnknown:
            (
                "The time zone is not known",
                "Clock times mean nothing without their zone, and only names of the tz database are understood.",
                "write a name such as Europe/London, not an abbreviation or an offset"
            )
        case .expiryInPast:
            (
                "The tariff has expired already",
                "FlatPeak reads the tariff again when it expires. One that has expired at once is read again and again.",
                "set expiryDate to when the prices next change, or leave it out"
            )
        case .contractEndsBeforeStart:
            (
                "The contract ends before it starts", "No day belongs to such a contract.",
                "check that contractStartDate and contractEndDate are not exchanged"
            )
        case .dateOutOfRange:
            (
                "A date cannot be written", "Dates go out with a year of four digits.",
                "leave the date out when the provider has none"
            )
        default:
            (
                "A list has nothing in it",
                "A season needs months and schedules, a schedule days and hours, a period at least one rate.",
                "fill the list, or drop the thing that holds it"
            )
        }
    }

    private var coverText: Text {
        switch self {
        case .monthMissing:
            (
                "A month is in no season", "There would be no price in that month.",
                "add the month to a season, or use a single season with all months"
            )
        case .monthRepeated:
            (
                "A month is in two seasons", "There would be two prices in that month.",
                "name each month once; All names every one of them"
            )
        case .dayMissing:
            (
                "A day of the week has no hours", "There would be no price on that day.",
                "add the day to a schedule of the season, or use a single schedule with all days"
            )
        case .dayRepeated:
            (
                "A day of the week has hours twice", "There would be two prices on that day.",
                "name each day once in a season; All, Weekday and Weekend name several"
            )
        case .gapInTimePeriod:
            (
                "A part of the day has no price", "The hours of a day must cover it from 00:00:00 to 00:00:00.",
                "let each period start where the one before it ends; the last one ends at 00:00:00"
            )
        case .overlapInTimePeriod:
            (
                "A part of the day has two prices", "Two periods of the same day must not share a second.",
                "let each period start where the one before it ends"
            )
        case .emptyPeriod:
            (
                "A period has no length",
                "Only 00:00:00 to 00:00:00 is a whole day; other equal times are nothing at all.",
                "drop the period, or write 00:00:00 to 00:00:00 for a whole day"
            )
        default:
            (
                "A period goes past midnight",
                "A period belongs to one day, so its end cannot be earlier on the clock than its start.",
                "cut it into two at 00:00:00: normalised() and the builders do that"
            )
        }
    }

    private var rateText: Text {
        switch self {
        case .tierNotAscending:
            (
                "The tiers are not in order",
                "Each tier ends at a higher consumption than the one before, above 0 kWh.",
                "sort the tiers by their upper bound in kWh"
            )
        case .tierOpenTooEarly:
            (
                "A tier before the last has no upper bound", "The tiers behind it would never be reached.",
                "give every tier but the last its upper bound in kWh"
            )
        case .tierLastNotOpen:
            (
                "The last tier has an upper bound", "There would be no price for more than that.",
                "leave out the last tier's upper bound"
            )
        default:
            (
                "A number is not a number", "JSON cannot hold it, and no price can be worked out with it.",
                "check the arithmetic that made it"
            )
        }
    }
}
