import FoundationEssentials

/// A JSON value as it came or as it goes out: the Sandbox checks bodies key by key and builds its answers from literals.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The member of that name, where this is an object that has one.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text, where this is a string.
    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The truth value, where this is one.
    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The number, where this is one.
    var number: Decimal? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    /// The elements, where this is an array.
    var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, where this is an object.
    var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// What kind of JSON this is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// An object without the members that have no value: an absent member is left out, never sent as `null`.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for (name, value) in members { object[name] = value }
        return .object(object)
    }

    /// A whole number.
    static func integer(_ value: Int) -> JSONValue {
        .number(Decimal(value))
    }

    /// A string, or nothing where there is none.
    static func optional(_ text: String?) -> JSONValue? {
        text.map(JSONValue.string)
    }
}
