import FoundationEssentials

/// Environment variables, with those of a `.env` file behind them: the environment wins, and an empty variable counts as
/// unset.
public struct EnvironmentVariables: Sendable {
    /// Every variable that has a value.
    public private(set) var values: [String: String]

    /// Takes the environment as it is.
    public init(_ environment: [String: String]) {
        values = environment.filter { !$0.value.isEmpty }
    }

    /// A variable; `nil` where it is unset or empty.
    public subscript(name: String) -> String? { values[name] }

    /// Adds what a file sets and the environment does not.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - isOptional: whether it may be missing.
    /// - Throws: ``ConfigurationFault`` with the line.
    public mutating func addFile(_ path: String, isOptional: Bool) throws(ConfigurationFault) {
        if isOptional, !FileManager.default.fileExists(atPath: path) { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationFault(
                variable: path, problem: "the file cannot be read", fix: "check its path, owner and mode (chmod 600)")
        }
        for (name, value) in try Self.parse(data, file: path) where values[name] == nil && !value.isEmpty {
            values[name] = value
        }
    }

    /// Reads `NAME=value` lines: `#` begins a comment line, quotes around a value are taken off, `export` may stand in front.
    static func parse(_ data: Data, file: String) throws(ConfigurationFault) -> [(name: String, value: String)] {
        var pairs: [(String, String)] = []
        guard let content = String(validating: data, as: UTF8.self), !content.utf8.contains(0) else {
            throw ConfigurationFault(variable: file, problem: "the file is no UTF-8 text", fix: "save it as UTF-8")
        }
        // Some editors begin a file with a byte order mark.
        let text = content.unicodeScalars.first == "\u{FEFF}" ? String(content.unicodeScalars.dropFirst()) : content
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            var text = trimmed(line)
            if text.isEmpty || text.hasPrefix("#") { continue }
            if text.hasPrefix("export ") { text = trimmed(text.dropFirst(7)) }
            let name = text.prefix { $0 != "=" }
            let isName =
                !name.isEmpty
                && name.utf8.allSatisfy {
                    $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                }
            guard isName, name.endIndex < text.endIndex else {
                throw ConfigurationFault(
                    variable: "\(file):\(index + 1)", problem: "the line is no NAME=value",
                    fix: "write one variable a line, and # before a comment")
            }
            pairs.append((String(name), unquoted(trimmed(text[text.index(after: name.endIndex)...]))))
        }
        return pairs
    }

    private static func unquoted(_ text: Substring) -> String {
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst().dropLast())
        }
        return String(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let text = text.drop(while: \.isWhitespace)
        return text.prefix(upTo: text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex)
    }
}
