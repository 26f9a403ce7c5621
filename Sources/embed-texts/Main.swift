import FoundationEssentials

/// Writes Swift that holds language files: `embed-texts OUTPUT TAG.json…`.
@main
enum Main {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else { return }
        var text = "extension EmbeddedTemplates {\n"
        text += "    /// The languages' BCP 47 tags and texts: names and texts in turn, each with a NUL behind it.\n"
        text += "    public static let languages: [(tag: String, texts: StaticString)] = [\n"
        for file in arguments.dropFirst() {
            let texts = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: file)))
            let tag = file.split(separator: "/").last?.split(separator: ".").first ?? ""
            let content = texts.sorted { $0.key < $1.key }.map { "\($0.key)\0\($0.value)\0" }.joined()
            text += "        (\(quoted(String(tag))), \(quoted(content))),\n"
        }
        try (text + "    ]\n}\n").write(toFile: output, atomically: true, encoding: .utf8)
    }

    /// A string literal in which nothing has a meaning of its own.
    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\""
    }
}
