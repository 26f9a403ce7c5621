import FoundationEssentials

/// Variables and arguments as JSON values, checked against their types (GraphQL specification, section 6.1.2).
struct GraphQLInput {
    let schema: GraphQLSchema

    /// The operation's variables: what was sent, or the default.
    func variables(
        _ operation: GraphQLOperation, _ sent: [String: JSONValue]
    ) throws(GraphQLError) -> [String: JSONValue] {
        var variables: [String: JSONValue] = [:]
        for variable in operation.variables {
            guard let value = sent[variable.name] else {
                if let standard = variable.standard {
                    variables[variable.name] = value(of: standard, [:])
                } else if variable.type.isNonNull {
                    throw GraphQLError(
                        "Variable '$\(variable.name)' of required type '\(variable.type.text)' was not provided.",
                        at: variable.location)
                }
                continue
            }
            if let problem = problem(value, variable.type) {
                throw GraphQLError(
                    "Variable '$\(variable.name)' got an invalid value: \(problem).", at: variable.location)
            }
            variables[variable.name] = value
        }
        return variables
    }

    /// A field's arguments: what stands in the document, variables filled in, and the defaults.
    func arguments(
        _ field: GraphQLField, _ definition: GraphQLSchema.Field, _ variables: [String: JSONValue]
    ) -> [String: JSONValue] {
        var arguments: [String: JSONValue] = [:]
        for (name, input) in definition.arguments {
            let sent = field.arguments[name].flatMap { value(of: $0, variables) }
            arguments[name] = sent ?? input.standard.flatMap { value(of: $0, [:]) }
        }
        return arguments
    }

    /// Whether a literal may stand for a scalar of that name.
    static func fits(_ literal: GraphQLLiteral, _ scalar: String) -> Bool {
        switch (scalar, literal) {
        case ("String", .string), ("DateTime", .string), ("ID", .string), ("ID", .int), ("Int", .int), ("Float", .int),
            ("Float", .float), ("Boolean", .bool):
            true
        default: false
        }
    }

    /// `nil` for a variable that was not sent.
    private func value(of literal: GraphQLLiteral, _ variables: [String: JSONValue]) -> JSONValue? {
        switch literal {
        case .variable(let name): variables[name]
        case .int(let text), .float(let text): Decimal(string: text).map(JSONValue.number)
        case .string(let text), .symbol(let text): .string(text)
        case .bool(let value): .bool(value)
        case .null: .null
        case .list(let elements): .array(elements.map { value(of: $0, variables) ?? .null })
        case .object(let members): .object(members.compactMapValues { value(of: $0, variables) })
        }
    }

    /// What is wrong with a variable's value; `nil` where nothing is. It is never quoted: it may be a password.
    private func problem(_ value: JSONValue, _ type: GraphQLTypeReference) -> String? {
        if value == .null { return type.isNonNull ? "Expected non-nullable type '\(type.text)' not to be null" : nil }
        switch (type.nullable, value) {
        case (.list(let inner), .array(let elements)):
            return elements.lazy.compactMap { problem($0, inner) }.first
        case (.list(let inner), _):
            return problem(value, inner)
        case (.named(let name), .object(let members)) where schema[name]?.kind == .input:
            return problem(members, of: name)
        case (.named(let name), .string(let symbol)) where schema[name]?.isValue(symbol) == true:
            return nil
        case (.named(let name), _):
            let fits: Bool =
                switch (name, value) {
                case ("String", .string), ("DateTime", .string), ("ID", .string), ("Boolean", .bool),
                    ("Float", .number):
                    true
                case ("Int", .number(let number)), ("ID", .number(let number)): Int(number.description) != nil
                default: false
                }
            return fits ? nil : "Expected type '\(name)', but got \(value.kind)"
        case (.nonNull, _):
            return nil
        }
    }

    private func problem(_ members: [String: JSONValue], of input: String) -> String? {
        let inputs = schema[input]?.inputs ?? [:]
        if let unknown = members.keys.filter({ inputs[$0] == nil }).min() {
            return "Field '\(unknown)' is not defined by type '\(input)'"
        }
        for (name, field) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let value = members[name] else {
                if field.isRequired { return "Field '\(name)' of required type '\(field.type.text)' was not provided" }
                continue
            }
            if let problem = problem(value, field.type) { return "at '\(name)': \(problem)" }
        }
        return nil
    }
}
