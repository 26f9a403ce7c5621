import FoundationEssentials
import ProviderKit

/// The hours of tariffs with a register per time of day, which Kraken's API does not tell.
///
/// They are GMT all year, because meters with two registers do not know of summer time.
struct RegisterHours: Sendable, Hashable {
    /// The part of each day, from one time to another; it may go past midnight.
    struct Span: Sendable, Hashable {
        let start: Int
        let end: Int

        /// Reads `HH:MM-HH:MM`.
        /// - Returns: `nil` for anything else, and for a span without a length.
        init?(_ text: String) {
            let times = text.split(separator: "-", omittingEmptySubsequences: false).compactMap {
                $0.utf8.count == 5 ? try? ClockTime(String($0)) : nil
            }
            guard times.count == 2, text.utf8.count == 11, times[0] != times[1] else { return nil }
            start = times[0].secondOfDay
            end = times[1].secondOfDay
        }

        init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }

        func contains(_ second: Int) -> Bool {
            start < end ? (start..<end).contains(second) : second >= start || second < end
        }
    }

    /// Economy 7's night.
    static let usualNight = Span(start: 1800, end: 27000)

    let night: Span
    let offPeak: Span?
    let ev: Span?

    init(night: Span = usualNight, offPeak: Span? = nil, ev: Span? = nil) {
        self.night = night
        self.offPeak = offPeak
        self.ev = ev
    }

    init(settings: ProviderSettings) throws(ConfigurationFault) {
        self.init(
            night: try Self.span("NIGHT_HOURS", settings) ?? Self.usualNight,
            offPeak: try Self.span("OFFPEAK_HOURS", settings), ev: try Self.span("EV_HOURS", settings))
    }

    private static func span(_ name: String, _ settings: ProviderSettings) throws(ConfigurationFault) -> Span? {
        guard let text = settings[name] else { return nil }
        guard let span = Span(text) else {
            throw ConfigurationFault(
                variable: OctopusEnergyUK.profile.variablePrefix + name, problem: "'\(text)' are no hours",
                fix: "write HH:MM-HH:MM in GMT, such as 00:30-07:30; the end of the day is 00:00")
        }
        return span
    }
}
