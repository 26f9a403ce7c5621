/// The text of a `.env` file, of which one line changes and all else stays.
struct EnvText: Sendable {
    private(set) var text: String

    init(_ text: String) { self.text = text }

    /// Sets a variable where it has its value, else where it stands empty, else in a line of its own behind another's.
    mutating func set(_ name: String, _ value: String, behind other: String) {
        let lines = lines(name)
        if let line = lines.first(where: { !$0.isEmpty }) ?? lines.first {
            text.replaceSubrange(line.value, with: value)
        } else if let line = self.lines(other).first(where: { !$0.isEmpty }) {
            text.insert(contentsOf: "\(newline)\(name)=\(value)", at: line.value.upperBound)
        }
    }

    private struct Line {
        /// What stands behind the `=`.
        let value: Range<String.Index>
        let isEmpty: Bool
    }

    /// The lines that set a variable, by the rules of `EnvironmentVariables`.
    private func lines(_ name: String) -> [Line] {
        text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).compactMap { line in
            guard let equals = line.firstIndex(of: "=") else { return nil }
            var words = line[..<equals].split(whereSeparator: { $0.isWhitespace || $0 == "\u{FEFF}" })
            if words.first == "export" { words.removeFirst() }
            guard words == [name[...]], line[..<equals].last?.isWhitespace == false else { return nil }
            let value = line[line.index(after: equals)...]
            return Line(
                value: value.startIndex..<value.endIndex,
                isEmpty: value.allSatisfy { $0.isWhitespace || $0 == "\"" || $0 == "'" })
        }
    }

    /// As the file has it.
    private var newline: Character { text.first(where: \.isNewline) ?? "\n" }
}
