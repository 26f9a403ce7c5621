extension String {
    /// With its first letter in upper case.
    package var capitalised: String { prefix(1).uppercased() + dropFirst() }

    /// With its first letter in lower case.
    var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }

    /// The text in lines of at most `width` characters, broken at spaces; every line but the first begins with `indent`.
    package func wrapped(_ width: Int, indent: String = "") -> String {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
