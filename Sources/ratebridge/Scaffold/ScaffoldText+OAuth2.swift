import Foundation

extension ScaffoldText {
    /// Tibber's text under another name. The module and the company have the same name there: what stands in a comment, in a
    /// text or in a test's name is the company.
    static func adaptedOAuth2(_ text: String, _ name: ProviderName) -> String {
        var text = text
        text.replace("thewall.tibber.com", with: "login.\(name.slug).example")
        text.replace("api.tibber.com", with: "api.\(name.slug).example")
        text.replace("TIBBER", with: name.instance)
        text.replace("\"tibber\"", with: "\"\(name.slug)\"")
        text.replace(/Tibber(?=[A-Z])/, with: name.type)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line(String($0), name) }.joined(separator: "\n")
    }

    /// In code the name is the module's; behind `//`, between quotes and between backticks it is the company's, as in a
    /// cassette's comment.
    private static func line(_ line: String, _ name: ProviderName) -> String {
        var (code, result, quote) = ("", "", Character?.none)
        var rest = Substring(line)
        func flush() {
            let company = name.display.filter { $0 != "`" }
            result += code.replacing("Tibber", with: quote == nil ? name.type : company)
            code = ""
        }
        while let character = rest.first {
            if quote == nil, rest.hasPrefix("//") || (rest.hasPrefix("# ") && rest.startIndex == line.startIndex) {
                flush()
                return result + rest.replacing("Tibber", with: name.display)
            }
            if quote == character {
                flush()
                quote = nil
            } else if quote == nil, character == "\"" || character == "`" {
                flush()
                quote = character
            }
            code.append(character)
            rest.removeFirst()
        }
        flush()
        return result
    }
}
