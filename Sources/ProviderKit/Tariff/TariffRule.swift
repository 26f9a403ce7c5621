/// The rules that a tariff must keep before it leaves (FlatPeak protocol, section 4.4). FlatPeak's own schema checks
/// almost none of them; a tariff that breaks one is shown wrongly, or refused much later.
///
/// The raw value is the rule's code, which never changes.
public enum TariffRule: String, Hashable, Sendable, CaseIterable {
    case displayNameEmpty = "display_name_empty"
    case integrationInstanceEmpty = "integration_instance_empty"
    case timezoneUnknown = "timezone_unknown"
    case expiryInPast = "expiry_in_past"
    case contractEndsBeforeStart = "contract_ends_before_start"
    case dateOutOfRange = "date_out_of_range"
    case emptyList = "empty_list"
    case monthMissing = "month_missing"
    case monthRepeated = "month_repeated"
    case dayMissing = "day_missing"
    case dayRepeated = "day_repeated"
    case gapInTimePeriod = "gap_in_time_period"
    case overlapInTimePeriod = "overlap_in_time_period"
    case emptyPeriod = "empty_period"
    case periodPastMidnight = "period_past_midnight"
    case tierNotAscending = "tier_not_ascending"
    case tierOpenTooEarly = "tier_open_too_early"
    case tierLastNotOpen = "tier_last_not_open"
    case numberNotFinite = "number_not_finite"

    /// The rule in a few words, for a heading.
    public var title: String { text.title }

    /// Why there is such a rule, in one or two sentences.
    public var explanation: String { text.explanation }

    /// What an integrator does about it.
    public var fix: String { text.fix }
}

/// One broken rule at one place.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// The rule that is broken.
    public let rule: TariffRule
    /// The place in the tariff's JSON, such as `data[0].days_and_hours[1].hours[2].valid_to`.
    public let path: String
    /// What is wrong there.
    public let message: String
    /// What to do about it.
    public let fix: String

    init(_ rule: TariffRule, _ path: String, _ message: String, fix: String? = nil) {
        self.rule = rule
        self.path = path
        self.message = message
        self.fix = fix ?? rule.fix
    }

    /// `data[0].months: gap_in_time_period: … (fix: …)`.
    public var description: String { "\(path): \(rule.rawValue): \(message) (fix: \(fix))" }
}

/// A tariff breaks at least one rule.
public struct TariffInvalid: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every broken rule, in the order of the tariff's JSON. Never empty.
    public let violations: [Violation]

    /// The first violation, and how many more there are.
    public var description: String {
        let first = violations.first.map(\.description) ?? "the tariff is invalid"
        return violations.count > 1 ? "\(first), and \(violations.count - 1) more" : first
    }
}
