import FoundationEssentials
import HTTPTypes
import ProviderKit
import ProviderTesting

/// Bodies as the desk shows them: secrets replaced as in a recording, everywhere they occur.
///
/// Names and addresses stay: the Sandbox knows nobody but its demo customers.
struct DeskMask {
    private var redactor: Redactor

    /// Learns every secret of the calls before the first is shown.
    init(_ exchanges: [Exchange]) {
        var rules = Redaction.standard.adding(
            secretMembers: "connect_token", "fp_cot", "bearer_token", "challenge", "request")
        rules.personalMembers = []
        rules.secrets = ["password": DemoCustomer.password]
        redactor = Redactor(rules)
        for exchange in exchanges {
            if let call = Self.legible(exchange.call) { redactor.learn(call) }
            if let answer = exchange.answer { redactor.learn(Self.legible(answer)) }
        }
    }

    /// A call as text; `nil` where its body is no text.
    mutating func shown(_ call: Exchange.Call) -> CassetteExchange.Call? {
        Self.legible(call).flatMap { try? redactor.redacted($0) }
    }

    /// An answer as text; `nil` where its body is no text.
    mutating func shown(_ answer: HTTPAnswer) -> CassetteExchange.Answer? {
        try? redactor.redacted(Self.legible(answer))
    }

    private static func legible(_ call: Exchange.Call) -> HTTPCall? {
        call.url.map {
            HTTPCall(
                call.method, $0, headerFields: call.headerFields,
                body: legible(call.body, call.headerFields[.contentType]))
        }
    }

    private static func legible(_ answer: HTTPAnswer) -> HTTPAnswer {
        var answer = answer
        answer.body = legible(answer.body, answer.headerFields[.contentType])
        return answer
    }

    /// What cannot be parsed has no names by which to find its secrets: what could be one is masked.
    private static func legible(_ body: [UInt8], _ type: String?) -> [UInt8] {
        let isForm = type?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
        guard !body.isEmpty, !isForm, (try? JSONValue(json: Data(body))) == nil,
            let text = String(validating: body, as: UTF8.self)
        else { return body }
        return Array(UnreadText(text).masked.utf8)
    }
}

/// Text that is neither JSON nor a form, such as half an answer, or a web page.
struct UnreadText {
    private let text: [Character]

    init(_ text: String) {
        self.text = Array(text)
    }

    /// With every text in quotes masked that is no JSON member's name, and every word that is as long as a token.
    var masked: String {
        var result = ""
        var index = 0
        while index < text.count {
            let start = index
            if text[index] == "\"" {
                index = endOfQuotes(from: index)
                let isName = text[index...].first { !$0.isWhitespace } == ":"
                result += isName ? String(text[start..<index]) : Self.quoted
            } else if Self.isOfToken(text[index]) {
                while index < text.count, Self.isOfToken(text[index]) { index += 1 }
                let word = text[start..<index]
                let isLong = word.count >= 12 && word.contains { $0.isNumber }
                result += isLong ? Self.placeholder : String(word)
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// Behind the closing quotation mark; the end of the text where there is none.
    private func endOfQuotes(from start: Int) -> Int {
        var index = start + 1
        while index < text.count, text[index] != "\"" { index += text[index] == "\\" ? 2 : 1 }
        return min(index + 1, text.count)
    }

    private static let placeholder = Placeholder.text("unread")
    private static let quoted = "\"\(placeholder)\""

    private static func isOfToken(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_.+=".contains(character))
    }
}
