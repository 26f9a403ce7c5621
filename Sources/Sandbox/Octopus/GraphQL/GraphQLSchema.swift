/// The types that a GraphQL API has, read from the schema language.
struct GraphQLSchema: Sendable {
    enum Kind: Sendable {
        case scalar, object, interface, union, input, enumeration
    }

    /// An argument of a field, or a member of an input object.
    struct Input: Sendable {
        let type: GraphQLTypeReference
        let standard: GraphQLLiteral?

        var isRequired: Bool { type.isNonNull && standard == nil }
    }

    /// A field of an object or an interface.
    struct Field: Sendable {
        let type: GraphQLTypeReference
        let arguments: [String: Input]
    }

    struct TypeDefinition: Sendable {
        let name: String
        let kind: Kind
        var fields: [String: Field] = [:]
        var inputs: [String: Input] = [:]
        /// A union's members, the interfaces of an object, or the values of an enumeration.
        var related: [String] = []

        /// Whether a text is one of an enumeration's values.
        func isValue(_ symbol: String) -> Bool { kind == .enumeration && related.contains(symbol) }

        /// Whether a field of the type needs a selection behind it.
        var isComposite: Bool { kind == .object || kind == .interface || kind == .union }
    }

    private(set) var types: [String: TypeDefinition]

    /// Reads a schema: `type`, `interface`, `union`, `input` and `scalar`, with `Query` and `Mutation` as the roots.
    init(_ text: String) throws(GraphQLError) {
        types = [:]
        for name in ["String", "Int", "Float", "Boolean", "ID"] {
            types[name] = TypeDefinition(name: name, kind: .scalar)
        }
        var parser = try GraphQLParser(text)
        while parser.token != .end {
            let type = try parser.typeDefinition()
            types[type.name] = type
        }
    }

    subscript(name: String) -> TypeDefinition? { types[name] }

    func root(isMutation: Bool) -> String { isMutation ? "Mutation" : "Query" }

    /// The field of a type; every composite type has `__typename`, a union nothing else.
    func field(_ name: String, of type: String) -> Field? {
        if name == "__typename" { return Field(type: .nonNull(.named("String")), arguments: [:]) }
        return types[type]?.fields[name]
    }

    /// The object types that a value of that type may have.
    func objects(of type: String) -> Set<String> {
        guard let definition = types[type] else { return [] }
        switch definition.kind {
        case .object: return [type]
        case .union: return Set(definition.related)
        case .interface:
            return Set(types.values.filter { $0.kind == .object && $0.related.contains(type) }.map(\.name))
        case .scalar, .input, .enumeration: return []
        }
    }
}

extension GraphQLParser {
    /// One definition of the schema language.
    fileprivate mutating func typeDefinition() throws(GraphQLError) -> GraphQLSchema.TypeDefinition {
        skipString()
        let kinds: [String: GraphQLSchema.Kind] = [
            "type": .object, "interface": .interface, "union": .union, "input": .input, "scalar": .scalar,
            "enum": .enumeration,
        ]
        guard case .name(let word) = token, let kind = kinds[word] else { throw unexpected() }
        _ = try name()
        var type = GraphQLSchema.TypeDefinition(name: try name(), kind: kind)
        if token == .name("implements") {
            _ = try name()
            repeat { type.related.append(try name()) } while take("&")
        }
        if kind == .union {
            try expect("=")
            repeat { type.related.append(try name()) } while take("|")
        }
        guard take("{") else { return type }
        repeat {
            skipString()
            let fieldName = try name()
            guard kind != .enumeration else {
                type.related.append(fieldName)
                continue
            }
            let arguments = try inputs()
            try expect(":")
            let fieldType = try self.type()
            let standard = take("=") ? try literal() : nil
            if kind == .input {
                type.inputs[fieldName] = GraphQLSchema.Input(type: fieldType, standard: standard)
            } else {
                type.fields[fieldName] = GraphQLSchema.Field(type: fieldType, arguments: arguments)
            }
        } while !take("}")
        return type
    }

    private mutating func inputs() throws(GraphQLError) -> [String: GraphQLSchema.Input] {
        var inputs: [String: GraphQLSchema.Input] = [:]
        guard take("(") else { return inputs }
        repeat {
            let inputName = try name()
            try expect(":")
            let type = try type()
            inputs[inputName] = GraphQLSchema.Input(type: type, standard: take("=") ? try literal() : nil)
        } while !take(")")
        return inputs
    }
}
