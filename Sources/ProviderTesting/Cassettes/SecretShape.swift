/// Something in a line that looks like a secret or like a person's data.
package struct SecretShape {
    package let rule: CassetteFault.Rule
    package let problem: String
    package let fix =
        "add the name of its member to the Redaction, or register its value in Redaction.secrets, and record again"

    /// Everything suspicious in a line; placeholders are not.
    package static func all(in line: Substring) -> [SecretShape] {
        let text = Placeholder.replace(in: String(line)) { _ in " " }
        return webTokens(text) + tokens(text) + emailAddresses(text) + meterNumbers(text)
    }

    private static func webTokens(_ text: String) -> [SecretShape] {
        let runs = text.split { !(isWord($0) || $0 == "-" || $0 == "_" || $0 == ".") }
        return runs.filter { run in
            guard run.hasPrefix("eyJ") else { return false }
            return run.split(separator: ".", omittingEmptySubsequences: false).count >= 3
        }
        .map { SecretShape(rule: .webToken, problem: "\($0.count) characters are shaped like a JSON Web Token") }
    }

    private static func tokens(_ text: String) -> [SecretShape] {
        let standard = text.split { !(isWord($0) || $0 == "+" || $0 == "/") }
        let urlSafe = text.split { !(isWord($0) || $0 == "-" || $0 == "_") }
        let runs =
            standard.filter(TokenShape.matches)
            + urlSafe.filter { run in
                // A run without '-' and '_' is among the others already.
                run.contains { $0 == "-" || $0 == "_" } && TokenShape.matches(run)
            }
        return runs.map {
            SecretShape(
                rule: .token, problem: "\($0.count) characters of base64 or hexadecimal digits are shaped like a token")
        }
    }

    private static func emailAddresses(_ text: String) -> [SecretShape] {
        let plain = text.split(separator: "%40", omittingEmptySubsequences: false).joined(separator: "@")
        let runs = plain.split { !(isWord($0) || "@.+-_%".contains($0) || !$0.isASCII) }
        return runs.compactMap { run in
            let halves = run.split(separator: "@", omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty, let domain = halves.last else { return nil }
            let labels = domain.split(separator: ".")
            guard labels.count > 1, let top = labels.last, top.count > 1, top.lowercased() != "example" else {
                return nil
            }
            return SecretShape(rule: .emailAddress, problem: "an e-mail address that is not below .example")
        }
    }

    private static func meterNumbers(_ text: String) -> [SecretShape] {
        let characters = Array(text)
        var found: [SecretShape] = []
        var index = 0
        while index < characters.count {
            guard isDigit(characters[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < characters.count, isDigit(characters[index]) { index += 1 }
            // 21 digits are a whole supply number. Digits behind a decimal point are a price.
            let isFraction = start > 1 && characters[start - 1] == "." && isDigit(characters[start - 2])
            if [13, 21].contains(index - start), !isFraction {
                found.append(
                    SecretShape(rule: .meterNumber, problem: "\(index - start) digits are shaped like a meter number"))
            }
        }
        return found
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}

/// Tells a token from words: paths, product codes and member names are long as well.
enum TokenShape {
    /// The shortest token.
    static let shortest = 32

    static func matches(_ run: Substring) -> Bool {
        guard run.count >= shortest else { return false }
        let words = run.split { !($0.isLetter || $0.isNumber) }
        return words.contains { !isPlain($0) }
    }

    /// A word of a language, a year, a short code such as `FLAT2R`; `camelCase` is several words.
    private static func isPlain(_ word: Substring) -> Bool {
        if word.count <= 6 { return true }
        if word.allSatisfy(\.isNumber) { return word.count < 13 }
        guard word.allSatisfy(\.isLetter) else { return false }
        let humps = word.dropFirst().count(where: \.isUppercase) + 1
        if word.allSatisfy(\.isUppercase) { return word.count <= 20 }
        return word.count >= humps * 4 && word.count <= humps * 20
    }
}
