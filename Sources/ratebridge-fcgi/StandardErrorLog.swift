import Composition
import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// Log lines on standard error, one write each, so that lines of several processes never mix.
struct StandardErrorLog: LogHandler {
    /// What may change while the process runs.
    final class Settings: Sendable {
        private let values: Mutex<(level: Logger.Level, format: LogFormat)>

        init(_ configuration: Configuration) { values = Mutex((configuration.logLevel, configuration.logFormat)) }

        var level: Logger.Level { values.withLock { $0.level } }
        var format: LogFormat { values.withLock { $0.format } }

        func take(_ configuration: Configuration) {
            values.withLock { $0 = (configuration.logLevel, configuration.logFormat) }
        }
    }

    var metadata: Logger.Metadata = [:]
    let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    /// The same for all; what somebody sets for one is not looked at.
    var logLevel: Logger.Level {
        get { settings.level }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = LogLine(event.level, "\(event.message)", metadata.merging(event.metadata ?? [:]) { $1 })
        Self.outlet.withLock { outlet in
            outlet.put(text(line)) {
                text(LogLine(.warning, "log lines were lost: nobody read them", ["lost": "\($0)"]))
            }
        }
    }

    private func text(_ line: LogLine) -> String {
        switch settings.format {
        case .text: line.text(hasPriority: Self.isJournal)
        case .json: line.json(at: Date())
        }
    }

    /// A word of the program's own, before there are settings.
    static func print(_ text: String) {
        outlet.withLock { $0.put(text) { "\($0) lines were lost" } }
    }

    /// One at a time: the room that was found is whose turn it is.
    private static let outlet = Mutex(Outlet())

    /// Whether journald reads standard error: `JOURNAL_STREAM` names its device and inode (systemd.exec(5)).
    private static let isJournal: Bool = {
        var status = stat()
        guard let stream = getenv("JOURNAL_STREAM"), fstat(2, &status) == 0 else { return false }
        return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
    }()
}

/// Standard error, which somebody may have stopped reading.
private struct Outlet: Sendable {
    /// For how long somebody waits for room: a reader that is behind catches up.
    private static let patience: Int32 = 1000
    /// How often somebody does: a reader that is stuck, or slow, holds nobody up.
    private static let rest: Duration = .seconds(30)

    /// Lines that found no room, since the last one that did.
    private var lost = 0
    private var patientFrom = ContinuousClock.now

    /// Writes a line, and before it what says how many were lost; in one write, which a pipe with room takes whole.
    mutating func put(_ line: String, notice: (_ lost: Int) -> String) {
        guard hasRoom() else {
            lost += 1
            return
        }
        let lines = lost > 0 ? "\(notice(lost))\n\(line)\n" : "\(line)\n"
        lost = 0
        let bytes = Array(lines.utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    /// Whether whoever reads leaves room for a page (poll(2)). On a file there always is.
    private mutating func hasRoom() -> Bool {
        var status = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
        if poll(&status, 1, 0) > 0 { return true }
        guard .now >= patientFrom else { return false }
        let isRoom = poll(&status, 1, Self.patience) > 0
        patientFrom = .now + Self.rest
        return isRoom
    }
}
