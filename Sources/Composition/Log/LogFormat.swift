/// How log lines look.
public enum LogFormat: String, CaseIterable, Sendable {
    /// `info: GET route=start status=200`: journald and web servers add the time themselves.
    case text
    /// One JSON object a line, with the time.
    case json
}
