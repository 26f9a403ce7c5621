import FoundationEssentials

/// A JSON document as it was written: the order of its members and the spelling of its numbers are kept.
///
/// Cassettes are reviewed by people, so nothing but white space may change when one is recorded.
package indirect enum JSONText: Equatable {
    /// One member of an object.
    package struct Member: Equatable {
        package let key: String
        package var value: JSONText
    }

    case string(String)
    /// A number, `true`, `false` or `null`, as spelt.
    case literal(String)
    case array([JSONText])
    case object([Member])

    /// Whether it is a number.
    var isNumber: Bool {
        if case .literal(let text) = self { !["true", "false", "null"].contains(text) } else { false }
    }

    /// The same document with its members in order, to compare two of them.
    package var sorted: JSONText {
        switch self {
        case .string, .literal: self
        case .array(let values): .array(values.map(\.sorted))
        case .object(let members):
            .object(members.map { Member(key: $0.key, value: $0.value.sorted) }.sorted { $0.key < $1.key })
        }
    }

    /// The document over several lines, indented by two spaces.
    package func pretty(_ indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .string(let text): return Self.quoted(text)
        case .literal(let text): return text
        case .array(let values):
            guard !values.isEmpty else { return "[]" }
            let lines = values.map { inner + $0.pretty(inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.pretty(inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        }
    }

    /// A text as a JSON string with its quotes.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
