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
        switch settings.format {
        case .text: Self.print(line.text(hasPriority: Self.isJournal))
        case .json: Self.print(line.json(at: Date()))
        }
    }

    /// Lines that found no room, since the last one that did.
    private static let lost = Atomic(0)
    /// How long one waits for room: a reader that is behind catches up, one that is stuck holds nobody up.
    private static let patience: Int32 = 1000

    static func print(_ line: String) {
        guard hasRoom() else { return }
        let count = lost.exchange(0, ordering: .relaxed)
        if count > 0 { put("warning: \(count) log lines were lost: nobody read them") }
        put(line)
    }

    /// Whether whoever reads standard error leaves room for a line. On a file there always is.
    private static func hasRoom() -> Bool {
        var status = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
        let isStuck = lost.load(ordering: .relaxed) > 0
        guard poll(&status, 1, isStuck ? 0 : patience) == 0 else { return true }
        lost.add(1, ordering: .relaxed)
        return false
    }

    private static func put(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    /// Whether journald reads standard error: `JOURNAL_STREAM` names its device and inode (systemd.exec(5)).
    private static let isJournal: Bool = {
        var status = stat()
        guard let stream = getenv("JOURNAL_STREAM"), fstat(2, &status) == 0 else { return false }
        return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
    }()
}
