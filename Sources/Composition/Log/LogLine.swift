public import FoundationEssentials
public import Logging
import ProviderKit

/// One line for standard error, whoever collects it: a terminal, journald, a web server's error log.
public struct LogLine: Sendable {
    /// Bytes of a line. nginx cuts its own at 2048, with what it writes in front.
    static let limit = 1800
    /// In which order a reader wants to see them; all others stand in between, by name.
    private static let first = ["method", "route", "status", "ms", "upstream_ms", "bytes"]
    private static let last = ["request", "token"]
    /// Numbers in JSON, too.
    private static let numbers: Set = [
        "status", "connect_status", "ms", "upstream_ms", "bytes", "in_flight", "unanswered",
    ]

    let level: Logger.Level
    let message: String
    let fields: [(name: String, value: String)]

    /// Takes the parts as swift-log has them.
    public init(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) {
        func rank(_ name: String) -> Int {
            Self.first.firstIndex(of: name) ?? Self.last.firstIndex(of: name).map { 101 + $0 } ?? 100
        }
        self.level = level
        self.message = message
        fields = metadata.map { (name: $0.key, value: "\($0.value)") }
            .sorted { (rank($0.name), $0.name) < (rank($1.name), $1.name) }
    }

    /// `info: request method=GET route=start status=200 …`
    ///
    /// - Parameter hasPriority: whether `<6>` stands in front, which journald reads (sd-daemon(3)).
    /// - Returns: the line without its end.
    public func text(hasPriority: Bool) -> String {
        let priority = hasPriority ? "<\(level.priority)>" : ""
        return fitting { room in
            fields.reduce("\(priority)\(level.rawValue): \(Self.printable(message, 2 * room))") { line, field in
                let value = Self.printable(field.value, room).replacing("\"", with: "'")
                return line + " \(field.name)=" + (value.contains(" ") || value.isEmpty ? "\"\(value)\"" : value)
            }
        }
    }

    /// An object with `time`, `level`, `message`, and the fields.
    public func json(at time: Date) -> String {
        fitting { room in
            let time = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            var object: [String: JSONValue] = ["time": .string(time)]
            for (name, value) in fields {
                let number = Self.numbers.contains(name) ? Int(value) : nil
                object[name] = number.map { .number(Decimal($0)) } ?? .string(Self.printable(value, room))
            }
            object["level"] = .string(level.rawValue)
            object["message"] = .string(Self.printable(message, 2 * room))
            return String(decoding: JSONValue.object(object).serialised(), as: UTF8.self)
        }
    }

    /// The line with as much of each value as it has room for.
    private func fitting(_ line: (_ room: Int) -> String) -> String {
        var room = 800
        var result = line(room)
        while result.utf8.count > Self.limit, room > 12 {
            room /= 2
            result = line(room)
        }
        return result
    }

    /// A line stays a line, whatever somebody sent.
    private static func printable(_ text: String, _ room: Int) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            guard count <= room else { return result + "…" }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Logger.Level {
    /// Of syslog(3).
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
