/// What a person sees of a page of ours: its heading, its forms and its words.
///
/// It reads what our renderer writes, and no other HTML.
struct PageReader {
    private let html: String

    init(_ html: String) { self.html = html }

    /// The text of the first `h1`.
    var heading: String? { Self.elements("h1", in: html[...]).first.map { Self.text(of: $0.inner) } }

    /// Each form: its action without the query, and the names of its fields, hidden ones with their values.
    var forms: [String] {
        Self.elements("form", in: html[...]).map { form in
            let action = Self.attribute("action", of: form.tag) ?? ""
            let fields = Self.tags("input", in: form.inner).compactMap { tag -> String? in
                guard let name = Self.attribute("name", of: tag) else { return nil }
                let isFixed = ["hidden", "radio"].contains(Self.attribute("type", of: tag) ?? "")
                return isFixed ? "\(name)=\(Self.attribute("value", of: tag) ?? "")" : name
            }
            return ([String(action.prefix { $0 != "?" })] + fields).joined(separator: " ")
        }
    }

    /// Every word of the body, parted by single spaces.
    var text: String { Self.elements("body", in: html[...]).first.map { Self.text(of: $0.inner) } ?? "" }

    private static func elements(_ name: String, in html: Substring) -> [(tag: Substring, inner: Substring)] {
        var found: [(Substring, Substring)] = []
        var rest = html
        while let start = rest.firstRange(of: "<\(name)"), let close = rest[start.upperBound...].firstIndex(of: ">"),
            let end = rest[close...].firstRange(of: "</\(name)>")
        {
            found.append((rest[start.upperBound..<close], rest[rest.index(after: close)..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }

    private static func tags(_ name: String, in html: Substring) -> [Substring] {
        var found: [Substring] = []
        var rest = html
        while let start = rest.firstRange(of: "<\(name) "), let close = rest[start.upperBound...].firstIndex(of: ">") {
            found.append(rest[start.upperBound..<close])
            rest = rest[close...]
        }
        return found
    }

    private static func attribute(_ name: String, of tag: Substring) -> String? {
        guard let start = (" " + tag).firstRange(of: " \(name)=\"") else { return nil }
        let value = (" " + tag)[start.upperBound...].prefix { $0 != "\"" }
        return plain(String(value))
    }

    private static func text(of html: Substring) -> String {
        var text = ""
        var isInTag = false
        for character in html {
            if character == "<" {
                isInTag = true
                text += " "
            } else if character == ">" {
                isInTag = false
            } else if !isInTag {
                text.append(character)
            }
        }
        return plain(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func plain(_ text: String) -> String {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
