/// A type as a document or a schema writes it: `[String!]!`.
indirect enum GraphQLTypeReference: Sendable, Hashable {
    case named(String)
    case list(GraphQLTypeReference)
    case nonNull(GraphQLTypeReference)

    /// The type without lists and exclamation marks.
    var name: String {
        switch self {
        case .named(let name): name
        case .list(let inner), .nonNull(let inner): inner.name
        }
    }

    var isNonNull: Bool {
        if case .nonNull = self { true } else { false }
    }

    /// The type without the outermost exclamation mark.
    var nullable: GraphQLTypeReference {
        if case .nonNull(let inner) = self { inner } else { self }
    }

    var text: String {
        switch self {
        case .named(let name): name
        case .list(let inner): "[\(inner.text)]"
        case .nonNull(let inner): "\(inner.text)!"
        }
    }
}

/// A value as a document writes it.
indirect enum GraphQLLiteral: Sendable, Hashable {
    case variable(String)
    case int(String)
    case float(String)
    case string(String)
    case bool(Bool)
    case null
    case symbol(String)
    case list([GraphQLLiteral])
    case object([String: GraphQLLiteral])
}

/// A field that is asked for.
struct GraphQLField: Sendable, Hashable {
    let alias: String?
    let name: String
    let arguments: [String: GraphQLLiteral]
    /// Empty where the document has no braces behind the field.
    let selections: [GraphQLSelection]
    let location: GraphQLLocation

    /// The name in the answer.
    var responseName: String { alias ?? name }
}

/// One line between braces.
indirect enum GraphQLSelection: Sendable, Hashable {
    case field(GraphQLField)
    case inline(on: String?, selections: [GraphQLSelection], location: GraphQLLocation)
    case spread(String, location: GraphQLLocation)
}

/// A query or a mutation.
struct GraphQLOperation: Sendable, Hashable {
    struct Variable: Sendable, Hashable {
        let name: String
        let type: GraphQLTypeReference
        let standard: GraphQLLiteral?
        let location: GraphQLLocation
    }

    let isMutation: Bool
    let name: String?
    let variables: [Variable]
    let selections: [GraphQLSelection]
    let location: GraphQLLocation

    /// For messages: ` by operation 'x'`, or nothing.
    func phrase(_ word: String) -> String { name.map { " \(word) operation '\($0)'" } ?? "" }
}

/// A named group of fields of a type.
struct GraphQLFragment: Sendable, Hashable {
    let name: String
    let type: String
    let selections: [GraphQLSelection]
    let location: GraphQLLocation
}

/// What a client sent.
struct GraphQLDocument: Sendable {
    var operations: [GraphQLOperation] = []
    var fragments: [String: GraphQLFragment] = [:]
}
