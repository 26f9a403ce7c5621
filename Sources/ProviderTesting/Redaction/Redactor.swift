import FoundationEssentials
import HTTPTypes
package import ProviderKit

/// Turns calls and answers into what a cassette may hold.
///
/// All exchanges are learnt from first, so that a token is found in the calls before the answer that names it.
package struct Redactor: Sendable {
    let rules: Redaction
    private let hidden: RedactionNames
    package private(set) var names = SecretNames()
    /// Made anew where names have been added since.
    private var scan: (size: Int, scan: SecretScan)?

    package init(_ rules: Redaction) {
        self.rules = rules
        hidden = RedactionNames(rules)
        for (name, value) in rules.secrets.sorted(by: { $0.key < $1.key }) { names.register(value, as: name) }
    }

    /// Registers the secrets of a call.
    package mutating func learn(_ call: HTTPCall) {
        _ = redactedTarget(of: call.url)
        for field in call.headerFields where field.name == .authorization || field.name == .proxyAuthorization {
            guard let token = field.value.split(separator: " ").last, token.utf8.count >= SecretNames.shortest else {
                continue
            }
            names.name(of: String(token), under: "authorization")
        }
        for field in call.headerFields where field.name == .cookie {
            for pair in field.value.split(separator: ";") { learnCookie(pair) }
        }
        _ = structured(call.body, call.headerFields[.contentType], inRequest: true)
    }

    /// Registers the secrets of an answer.
    package mutating func learn(_ answer: HTTPAnswer) {
        for field in answer.headerFields { _ = redactedHeader(field) }
        _ = structured(answer.body, answer.headerFields[.contentType], inRequest: false)
    }

    /// A call as it is written.
    ///
    /// - Parameters:
    ///   - call: as it went out.
    ///   - kept: the header fields that stay; `nil` for those of the rules.
    /// - Returns: the call without its secrets.
    /// - Throws: ``UnwritableBody`` where a body is no text.
    package mutating func redacted(_ call: HTTPCall, keeping kept: Set<String>? = nil) throws(UnwritableBody)
        -> CassetteExchange.Call
    {
        let kept = call.headerFields.filter { (kept ?? rules.requestHeaders).contains($0.name.canonicalName) }
        let body = try body(call.body, call.headerFields[.contentType], inRequest: true)
        let target = redactedTarget(of: call.url)
        let scan = currentScan()
        return CassetteExchange.Call(
            method: call.method.rawValue, target: scan.redacted(target),
            headers: kept.map { .init(name: $0.name.canonicalName, value: scan.redacted($0.value)) },
            body: scan.redacted(body))
    }

    /// An answer as it is written.
    package mutating func redacted(_ answer: HTTPAnswer) throws(UnwritableBody) -> CassetteExchange.Answer {
        let kept = answer.headerFields.filter { rules.answerHeaders.contains($0.name.canonicalName) }
        let body = try body(answer.body, answer.headerFields[.contentType], inRequest: false)
        let headers = kept.map { CassetteExchange.Header(name: $0.name.canonicalName, value: redactedHeader($0)) }
        let scan = currentScan()
        return CassetteExchange.Answer(
            status: answer.status.code,
            headers: headers.map { .init(name: $0.name, value: scan.redacted($0.value)) }, body: scan.redacted(body))
    }

    private mutating func currentScan() -> SecretScan {
        let size = names.entries.count + names.zones.count
        if let scan, scan.size == size { return scan.scan }
        let new = SecretScan(names)
        scan = (size, new)
        return new
    }

    /// Path and query, without scheme and host.
    private mutating func redactedTarget(of url: URL) -> String {
        let path = url.path(percentEncoded: true)
        let query = url.query(percentEncoded: true).map { "?" + redactedPairs(FormText($0), inRequest: true).text }
        return (path.isEmpty ? "/" : path) + (query ?? "")
    }

    private mutating func redactedPairs(_ form: FormText, inRequest: Bool) -> FormText {
        var form = form
        for index in form.pairs.indices where hidden.hides(form.pairs[index].plainName, inRequest: inRequest) {
            guard let value = form.pairs[index].plainValue, !value.isEmpty, !Self.isPlaceholder(value) else { continue }
            form.pairs[index].value = Placeholder.text(names.name(of: value, under: form.pairs[index].plainName))
        }
        return form
    }

    private mutating func redactedHeader(_ field: HTTPField) -> String {
        switch field.name {
        case .setCookie:
            let parts = field.value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            guard let pair = parts.first else { return "" }
            return learnCookie(pair) + (parts.count > 1 ? ";" + parts[1] : "")
        case .location:
            let parts = field.value.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count > 1 else { return field.value }
            // What comes back in a redirect is what would be sent next.
            return parts[0] + "?" + redactedPairs(FormText(parts[1]), inRequest: true).text
        default: return field.value
        }
    }

    @discardableResult
    private mutating func learnCookie(_ pair: Substring) -> String {
        let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
            String($0.drop(while: \.isWhitespace))
        }
        guard halves.count == 2, !halves[1].isEmpty, !Self.isPlaceholder(halves[1]) else { return String(pair) }
        return "\(halves[0])=" + Placeholder.text(names.name(of: halves[1], under: "cookie-\(halves[0])"))
    }

    private mutating func body(_ bytes: [UInt8], _ type: String?, inRequest: Bool) throws(UnwritableBody) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            throw UnwritableBody()
        }
        // A line of the file is a line of the body, so every end of line is the same one.
        return structured(bytes, type, inRequest: inRequest)
            ?? String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    }

    /// JSON and forms with the values under secret names replaced; `nil` for anything else.
    private mutating func structured(_ bytes: [UInt8], _ type: String?, inRequest: Bool) -> String? {
        guard !bytes.isEmpty else { return nil }
        if let json = JSONText(bytes) { return redacted(json, under: nil, inRequest).pretty() }
        guard type?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else { return nil }
        return redactedPairs(FormText(String(decoding: bytes, as: UTF8.self)), inRequest: inRequest).text
    }

    private mutating func redacted(_ json: JSONText, under name: String?, _ inRequest: Bool) -> JSONText {
        switch json {
        case .string(let text):
            guard let name, !text.isEmpty, !Self.isPlaceholder(text) else { return json }
            return .string(Placeholder.text(names.name(of: text, under: name)))
        case .literal(let text):
            guard let name, json.isNumber else { return json }
            names.name(of: text, under: name)
            return .literal("0")
        case .array(let values): return .array(values.map { redacted($0, under: name, inRequest) })
        case .object(let members):
            return .object(
                members.map { member in
                    if case .string(let text) = member.value { names.keepZone(text, under: member.key) }
                    let name = hidden.hides(member.key, inRequest: inRequest) ? member.key : name
                    return JSONText.Member(key: member.key, value: redacted(member.value, under: name, inRequest))
                })
        }
    }

    private static func isPlaceholder(_ text: String) -> Bool {
        text.hasPrefix(Placeholder.opening) && text.hasSuffix(Placeholder.closing)
    }
}

/// A body that is no text: a cassette is text that people review.
package struct UnwritableBody: Error {}
