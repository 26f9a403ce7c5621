public import FoundationEssentials

extension Tariff {
    /// Checks the tariff against every `TariffRule`.
    ///
    /// The cost grows with the number of periods, and a little faster where they are not in order.
    /// - Parameters:
    ///   - now: The time at which the tariff leaves.
    ///   - zones: Where time zones are looked up. Where the machine has no tz database at all, any well-formed name
    ///     passes: that is the machine's fault and not the tariff's.
    /// - Returns: Every broken rule, in the order of the tariff's JSON; none for a valid tariff.
    public func violations(now: Date, zones: ZoneDatabase = .system) -> [Violation] {
        headViolations(now: now, zones: zones) + monthViolations() + seasons.enumerated().flatMap(Self.violations)
    }

    /// - Throws: `TariffInvalid` with every broken rule.
    public func validate(now: Date, zones: ZoneDatabase = .system) throws(TariffInvalid) {
        let violations = violations(now: now, zones: zones)
        guard violations.isEmpty else { throw TariffInvalid(violations: violations) }
    }

    private func headViolations(now: Date, zones: ZoneDatabase) -> [Violation] {
        var found: [Violation] = []
        if Self.isBlank(displayName) { found.append(Violation(.displayNameEmpty, "display_name", "the name is empty")) }
        if Self.isBlank(integrationInstance) {
            found.append(Violation(.integrationInstanceEmpty, "integration_instance", "the name is empty"))
        }
        if let timezone, !zones.contains(timezone) {
            found.append(Violation(.timezoneUnknown, "timezone", "'\(timezone)' is not in the tz database"))
        }
        let dates = [
            (expiryDate, "provider_tariff_expiry_date"), (contractStartDate, "contract_start_date"),
            (contractEndDate, "contract_end_date"),
        ]
        for case (let date?, let path) in dates where RFC3339.string(from: date) == nil {
            found.append(Violation(.dateOutOfRange, path, "the date is outside the years 0 to 9999"))
        }
        if let expiryDate, expiryDate <= now {
            let message = "the tariff expired at \(RFC3339.string(from: expiryDate) ?? "a date long ago")"
            found.append(Violation(.expiryInPast, "provider_tariff_expiry_date", message))
        }
        if let contractStartDate, let contractEndDate, contractEndDate <= contractStartDate {
            found.append(Violation(.contractEndsBeforeStart, "contract_end_date", "the contract ends before it starts"))
        }
        return found
    }

    private func monthViolations() -> [Violation] {
        guard !seasons.isEmpty else { return [Violation(.emptyList, "data", "there is no season")] }
        var cover = Cover<Months>()
        for (index, season) in seasons.enumerated() {
            if season.months.isEmpty {
                cover.found.append(Violation(.emptyList, "data[\(index)].months", "there is no month"))
            }
            for (position, name) in season.months.enumerated() {
                cover.add(name, name.members, "data[\(index)].months[\(position)]", .monthRepeated)
            }
        }
        cover.finish(Months.year, "data", .monthMissing)
        return cover.found
    }

    private static func violations(_ index: Int, _ season: Season) -> [Violation] {
        let path = "data[\(index)].days_and_hours"
        guard !season.schedules.isEmpty else { return [Violation(.emptyList, path, "there is no schedule")] }
        var cover = Cover<Days>()
        for (index, schedule) in season.schedules.enumerated() {
            if schedule.days.isEmpty {
                cover.found.append(Violation(.emptyList, "\(path)[\(index)].days", "there is no day"))
            }
            for (position, name) in schedule.days.enumerated() {
                cover.add(name, name.members, "\(path)[\(index)].days[\(position)]", .dayRepeated)
            }
        }
        cover.finish(Days.week, path, .dayMissing)
        return cover.found
            + season.schedules.enumerated().flatMap { HoursCheck.violations($1.hours, at: "\(path)[\($0)].hours") }
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}

/// Which months or days have been named so far, and where.
private struct Cover<Name: Hashable & RawRepresentable<String>> {
    var found: [Violation] = []
    private var places: [Name: String] = [:]

    mutating func add(_ name: Name, _ members: [Name], _ path: String, _ rule: TariffRule) {
        for member in members {
            if let place = places[member] {
                found.append(Violation(rule, path, "\(member.rawValue) is named already at \(place)"))
            } else {
                places[member] = path
            }
        }
    }

    mutating func finish(_ all: [Name], _ path: String, _ rule: TariffRule) {
        let missing = all.filter { places[$0] == nil }.map(\.rawValue)
        guard !missing.isEmpty else { return }
        found.append(Violation(rule, path, "\(missing.joined(separator: ", ")) missing"))
    }
}
