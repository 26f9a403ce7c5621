import FoundationEssentials
import Synchronization

/// The Sandbox's time: the real one, or one that a test injects, which can be put forward so that tokens expire.
final class SandboxClock: Sendable {
    private let source: @Sendable () -> Date
    private let offset = Mutex<TimeInterval>(0)

    init(_ source: @escaping @Sendable () -> Date) {
        self.source = source
    }

    /// The time that every rule of the Sandbox goes by.
    var now: Date {
        source().addingTimeInterval(offset.withLock { $0 })
    }

    /// Puts the clock forward.
    func advance(seconds: TimeInterval) {
        offset.withLock { $0 += seconds }
    }

    /// Back to the source's own time.
    func reset() {
        offset.withLock { $0 = 0 }
    }
}

extension Date {
    /// RFC 3339 in UTC, such as `2026-11-23T04:27:04Z`.
    var rfc3339: String { formatted(.iso8601) }
}
