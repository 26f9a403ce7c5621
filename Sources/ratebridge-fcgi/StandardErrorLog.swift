import Composition
import FoundationEssentials
import Glibc
import Logging
import ProviderKit

/// Log lines on standard error, one write each, so that lines of several processes never mix.
struct StandardErrorLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let format: LogFormat

    init(level: Logger.Level, format: LogFormat) {
        logLevel = level
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line =
            switch format {
            case .text: Self.text(event.level, "\(event.message)", fields)
            case .json: Self.json(event.level, "\(event.message)", fields)
            }
        Self.print(line)
    }

    static func print(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    private static func text(_ level: Logger.Level, _ message: String, _ fields: [(String, Logger.MetadataValue)])
        -> String
    {
        fields.reduce("\(level.rawValue): \(printable(message))") { line, field in
            let value = printable("\(field.1)")
            return line + " \(field.0)=" + (value.contains(" ") ? "\"\(value)\"" : value)
        }
    }

    private static func json(_ level: Logger.Level, _ message: String, _ fields: [(String, Logger.MetadataValue)])
        -> String
    {
        var object: [String: JSONValue] = ["time": .string(Date().formatted(.iso8601))]
        for (key, value) in fields { object[key] = .string("\(value)") }
        object["level"] = .string(level.rawValue)
        object["message"] = .string(message)
        return String(decoding: JSONValue.object(object).serialised(), as: UTF8.self)
    }

    /// A line stays a line, whatever somebody sent.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
