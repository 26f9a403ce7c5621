import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow

/// Values for the tests of the pages.
enum Sample {
    static let token = "cot_65df3e949a785c52283026ec"

    static let chrome = Chrome(
        mount: "/connect/lunar", token: token, providerName: "Lunar Energy", logoURL: "https://lunar.example/logo.svg",
        accent: "#1F6F54", liveMode: false, accountName: "Nova")

    /// Every page, with every optional value set to the same text.
    static func pages(_ text: String = "text", url: String = "https://nova.example/x") -> [Page] {
        let local = LocalText(text)
        let fields = [
            LoginField(name: "login", label: local, kind: .email, autocomplete: text, hint: local, isRequired: false),
            LoginField(name: text, label: local, kind: .password, autocomplete: text, hint: local),
        ]
        return [
            .login(fields: fields, values: ["login": text, text: "the-secret"]),
            .failedLogin,
            .consent(accountName: text, privacyURL: url, termsURL: url),
            .code(hint: text, problem: .wrong, attemptsLeft: 2),
            .accounts([AccountChoice(id: text, name: text, description: text)], problem: true),
            .noTariffs,
        ]
            + Problem.Kind.allCases.map {
                .problem(Problem($0, message: text, reference: text, closeRoute: text))
            }
    }

    static func render(_ page: Page, _ chrome: Chrome = chrome) throws -> String {
        String(decoding: try Pages.embedded().render(page, chrome), as: UTF8.self)
    }

    /// The markup alone: tags with the names of their attributes, without texts and values.
    static func skeleton(_ html: String) -> String {
        var markup = ""
        var isInTag = false
        var quote: Character?
        for character in html {
            if let open = quote {
                if character == open { quote = nil }
            } else if !isInTag {
                isInTag = character == "<"
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" {
                isInTag = false
            }
            if isInTag, quote == nil { markup.append(character) }
        }
        return markup
    }

    /// The values of an attribute, in their order.
    static func values(of attribute: String, in html: String) -> [String] {
        html.components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
}
