/// Holds an operation against the schema before anything runs (GraphQL specification, section 5).
struct GraphQLValidator {
    let schema: GraphQLSchema
    let document: GraphQLDocument
    let operation: GraphQLOperation
    private(set) var errors: [GraphQLError] = []
    private var usedVariables: Set<String> = []
    private var usedFragments: Set<String> = []
    /// Those that the place that is being looked at stands in.
    private var openFragments: [String] = []

    /// Everything that is wrong with the operation.
    static func errors(
        in operation: GraphQLOperation, of document: GraphQLDocument, _ schema: GraphQLSchema
    ) -> [GraphQLError] {
        var validator = GraphQLValidator(schema: schema, document: document, operation: operation)
        validator.check()
        return validator.errors
    }

    private init(schema: GraphQLSchema, document: GraphQLDocument, operation: GraphQLOperation) {
        self.schema = schema
        self.document = document
        self.operation = operation
    }

    mutating func fail(_ message: String, at location: GraphQLLocation) {
        let error = GraphQLError(message, at: location)
        if !errors.contains(error) { errors.append(error) }
    }

    private mutating func check() {
        for variable in operation.variables {
            guard let type = schema[variable.type.name] else {
                fail("Unknown type '\(variable.type.name)'.", at: variable.location)
                continue
            }
            if type.isComposite {
                fail(
                    "Variable '$\(variable.name)' cannot be non-input type '\(variable.type.text)'.",
                    at: variable.location)
            } else if let standard = variable.standard {
                check(standard, is: variable.type, at: variable.location)
            }
        }
        let root = schema.root(isMutation: operation.isMutation)
        check(operation.selections, on: root)
        for variable in operation.variables where !usedVariables.contains(variable.name) {
            fail("Variable '$\(variable.name)' is never used\(operation.phrase("in")).", at: variable.location)
        }
        // Another operation of the same document may use it.
        if document.operations.count == 1 {
            for fragment in document.fragments.values where !usedFragments.contains(fragment.name) {
                fail("Fragment '\(fragment.name)' is never used.", at: fragment.location)
            }
        }
        guard errors.isEmpty else { return }
        errors = GraphQLMerging(schema: schema, document: document).errors(in: operation.selections, on: root)
    }

    private mutating func check(_ selections: [GraphQLSelection], on type: String) {
        for selection in selections {
            switch selection {
            case .field(let field): check(field, on: type)
            case .inline(let condition, let selections, let location):
                if let condition, !canSpread(condition, "Fragment", on: type, at: location) { continue }
                check(selections, on: condition ?? type)
            case .spread(let name, let location):
                usedFragments.insert(name)
                guard let fragment = document.fragments[name] else {
                    fail("Unknown fragment '\(name)'.", at: location)
                    continue
                }
                guard !openFragments.contains(name) else {
                    fail("Cannot spread fragment '\(name)' within itself.", at: location)
                    continue
                }
                guard canSpread(fragment.type, "Fragment '\(name)'", on: type, at: location) else { continue }
                openFragments.append(name)
                check(fragment.selections, on: fragment.type)
                openFragments.removeLast()
            }
        }
    }

    private mutating func canSpread(
        _ condition: String, _ what: String, on type: String, at location: GraphQLLocation
    ) -> Bool {
        guard let definition = schema[condition] else {
            fail("Unknown type '\(condition)'.", at: location)
            return false
        }
        guard definition.isComposite else {
            fail("\(what) cannot condition on non composite type '\(condition)'.", at: location)
            return false
        }
        guard schema.objects(of: type).isDisjoint(with: schema.objects(of: condition)) else { return true }
        fail(
            "\(what) cannot be spread here as objects of type '\(type)' can never be of type '\(condition)'.",
            at: location)
        return false
    }

    private mutating func check(_ field: GraphQLField, on type: String) {
        guard let definition = schema.field(field.name, of: type) else {
            fail("Cannot query field '\(field.name)' on type '\(type)'.", at: field.location)
            return
        }
        for (name, value) in field.arguments.sorted(by: { $0.key < $1.key }) {
            if let argument = definition.arguments[name] {
                check(value, is: argument.type, hasDefault: argument.standard != nil, at: field.location)
            } else {
                fail("Unknown argument '\(name)' on field '\(type).\(field.name)'.", at: field.location)
            }
        }
        for (name, argument) in definition.arguments.sorted(by: { $0.key < $1.key })
        where argument.isRequired && field.arguments[name] == nil {
            fail(
                "Field '\(field.name)' argument '\(name)' of type '\(argument.type.text)' is required, "
                    + "but it was not provided.", at: field.location)
        }
        let isComposite = schema[definition.type.name]?.isComposite ?? false
        if isComposite, field.selections.isEmpty {
            fail(
                "Field '\(field.name)' of type '\(definition.type.text)' must have a selection of subfields. "
                    + "Did you mean '\(field.name) { ... }'?", at: field.location)
        } else if !isComposite, !field.selections.isEmpty {
            fail(
                "Field '\(field.name)' must not have a selection since type '\(definition.type.text)' "
                    + "has no subfields.", at: field.location)
        } else {
            check(field.selections, on: definition.type.name)
        }
    }

    /// A value that stands in the document, or a variable, against the type that is due there.
    private mutating func check(
        _ literal: GraphQLLiteral, is type: GraphQLTypeReference, hasDefault: Bool = false, at location: GraphQLLocation
    ) {
        if case .variable(let name) = literal {
            check(variable: name, is: type, hasDefault: hasDefault, at: location)
            return
        }
        if case .null = literal {
            if type.isNonNull { fail("Expected value of type '\(type.text)', found null.", at: location) }
            return
        }
        switch (type.nullable, literal) {
        case (.list(let inner), .list(let elements)):
            for element in elements { check(element, is: inner, at: location) }
        case (.list(let inner), _):
            check(literal, is: inner, at: location)
        case (.named(let name), .object(let members)) where schema[name]?.kind == .input:
            check(members, of: name, at: location)
        case (.named(let name), .symbol(let symbol)) where schema[name]?.isValue(symbol) == true:
            break
        case (.named(let name), _) where GraphQLInput.fits(literal, name):
            break
        default:
            fail("Expected value of type '\(type.text)', found another.", at: location)
        }
    }

    private mutating func check(
        _ members: [String: GraphQLLiteral], of input: String, at location: GraphQLLocation
    ) {
        let inputs = schema[input]?.inputs ?? [:]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let field = inputs[name] else {
                fail("Field '\(name)' is not defined by type '\(input)'.", at: location)
                continue
            }
            check(value, is: field.type, hasDefault: field.standard != nil, at: location)
        }
        for (name, field) in inputs.sorted(by: { $0.key < $1.key }) where field.isRequired && members[name] == nil {
            fail(
                "Field '\(input).\(name)' of required type '\(field.type.text)' was not provided.", at: location)
        }
    }

    private mutating func check(
        variable name: String, is type: GraphQLTypeReference, hasDefault: Bool, at location: GraphQLLocation
    ) {
        usedVariables.insert(name)
        guard let variable = operation.variables.first(where: { $0.name == name }) else {
            fail("Variable '$\(name)' is not defined\(operation.phrase("by")).", at: location)
            return
        }
        let isNeverNull = variable.type.isNonNull || variable.standard.map { $0 != .null } ?? false || hasDefault
        let sent = isNeverNull ? GraphQLTypeReference.nonNull(variable.type.nullable) : variable.type
        guard Self.fits(sent, into: type) else {
            fail(
                "Variable '$\(name)' of type '\(variable.type.text)' used in position expecting type '\(type.text)'.",
                at: location)
            return
        }
    }

    /// Whether values of one type may stand where the other is due.
    private static func fits(_ sent: GraphQLTypeReference, into due: GraphQLTypeReference) -> Bool {
        switch (sent, due) {
        case (.nonNull(let sent), .nonNull(let due)): fits(sent, into: due)
        case (_, .nonNull): false
        case (.nonNull(let sent), _): fits(sent, into: due)
        case (.list(let sent), .list(let due)): fits(sent, into: due)
        case (.named(let sent), .named(let due)): sent == due
        default: false
        }
    }
}
