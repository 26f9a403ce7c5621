import FoundationEssentials
import ProviderKit
import ProviderTesting

/// Compares what the browser got with what a step expects: the status, each field that is named, and a body.
///
/// Beside header fields there are `heading` (of the page), `form` (action and fields; one line for each that must be there),
/// `text` (words that must stand on the page), and `cookie` (`kept` or `dropped`).
struct AnswerCheck {
    let file: String
    let step: ReplayStep
    let mount: String
    /// What came, with its secrets replaced and the mount taken from its addresses.
    let answer: CassetteExchange.Answer
    let setCookies: [String]
    /// Whether the responder goes by the journey's clock; by another, a tariff may expire on another day.
    let followsClock: Bool

    var failures: [ReplayFailure] {
        var failures: [ReplayFailure] = []
        if step.answer.status != answer.status {
            failures.append(failure(0, "status", "\(step.answer.status)", "\(answer.status)\(shown)"))
        }
        for (index, field) in step.answer.headers.enumerated() {
            if let failure = check(field, line: index + 1) { failures.append(failure) }
        }
        let expected = comparable(step.answer.body)
        let got = comparable(answer.body)
        if !step.answer.body.isEmpty, expected != got {
            failures.append(failure(step.answer.headers.count + 2, "body", expected, got))
        }
        return failures
    }

    /// What the page says: where the status is another one, that is what tells why.
    private var shown: String {
        let page = PageReader(answer.body)
        return page.heading.map { " (\($0): \(page.text.prefix(300)))" } ?? " \(answer.body.prefix(300))"
    }

    private func check(_ field: CassetteExchange.Header, line: Int) -> ReplayFailure? {
        let page = PageReader(answer.body)
        switch field.name {
        case "heading":
            let heading = page.heading ?? "(none)"
            return heading == field.value ? nil : failure(line, "heading", field.value, heading)
        case "form":
            let forms = page.forms.map { Mounted.stripped($0, of: mount) }
            if forms.contains(field.value) { return nil }
            return failure(line, "form", field.value, forms.joined(separator: " | "))
        case "text":
            return page.text.contains(field.value) ? nil : failure(line, "text", field.value, page.text)
        case "cookie":
            return cookie == field.value ? nil : failure(line, "cookie", field.value, cookie)
        default:
            let values = answer.headers.filter { $0.name == field.name }.map { Mounted.stripped($0.value, of: mount) }
            if values == [field.value] { return nil }
            return failure(line, field.name, field.value, values.isEmpty ? "(none)" : values.joined(separator: " | "))
        }
    }

    private var cookie: String {
        if setCookies.isEmpty { return "(none)" }
        return setCookies.allSatisfy { $0.contains("Max-Age=0") } ? "dropped" : "kept"
    }

    private func failure(_ line: Int, _ subject: String, _ expected: String, _ got: String) -> ReplayFailure {
        ReplayFailure(file: file, line: step.answerLine + line, subject: subject, expected: expected, got: got)
    }

    private func comparable(_ body: String) -> String {
        let text = JSONText(body)?.sorted.pretty() ?? body
        guard !followsClock else { return text }
        return text.replacing(/(?<name>"provider_tariff_expiry_date": )"\d{4}-\d\d-\d\dT[\d:]{8}(Z|[+-]\d\d:\d\d)"/) {
            "\($0.name)(a day by the responder's clock)"
        }
    }
}
