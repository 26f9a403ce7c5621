import FoundationEssentials

/// Writes Swift that holds files: `embed-files OUTPUT FOLDER FILE…`.
@main
enum Main {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first, let folder = arguments.dropFirst().first else { return }
        var text = "/// The files of deploy/, by path.\nlet shippedFiles: [String: String] = [\n"
        for file in arguments.dropFirst(2) {
            let content = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            text += "    \(quoted(file)): \(quoted(content)),\n"
        }
        try (text + "]\n").write(toFile: output, atomically: true, encoding: .utf8)
    }

    /// A string literal in which nothing has a meaning of its own.
    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\""
    }
}
