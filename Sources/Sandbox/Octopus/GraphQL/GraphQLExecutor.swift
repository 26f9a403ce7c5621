/// A value that a resolver gives.
indirect enum GraphQLValue: Sendable {
    case null
    case scalar(JSONValue)
    case list([GraphQLValue])
    case object(GraphQLObject)
}

/// An object of the answer before the client's selection: its type, and what each field is.
struct GraphQLObject: Sendable {
    typealias Resolver = @Sendable (_ arguments: [String: JSONValue]) throws(GraphQLError) -> GraphQLValue

    let type: String
    private let values: [String: GraphQLValue]
    private var resolvers: [String: Resolver] = [:]

    /// An object whose fields are known; a field that is not named is `null`.
    init(_ type: String, _ values: [String: GraphQLValue]) {
        self.type = type
        self.values = values
    }

    /// The same with a field that depends on its arguments, or that may fail.
    func adding(_ name: String, _ resolver: @escaping Resolver) -> GraphQLObject {
        var object = self
        object.resolvers[name] = resolver
        return object
    }

    func value(_ name: String, _ arguments: [String: JSONValue]) throws(GraphQLError) -> GraphQLValue {
        if name == "__typename" { return .scalar(.string(type)) }
        guard let resolver = resolvers[name] else { return values[name] ?? .null }
        return try resolver(arguments)
    }
}

/// Runs an operation that has been validated (GraphQL specification, section 6).
struct GraphQLExecutor {
    let schema: GraphQLSchema
    let document: GraphQLDocument
    let variables: [String: JSONValue]
    private(set) var errors: [GraphQLError] = []

    init(schema: GraphQLSchema, document: GraphQLDocument, variables: [String: JSONValue]) {
        self.schema = schema
        self.document = document
        self.variables = variables
    }

    /// The selected fields of an object; `nil` where one that must not be null is.
    mutating func run(
        _ selections: [GraphQLSelection], on object: GraphQLObject, path: [JSONValue] = []
    ) -> [String: JSONValue]? {
        var answer: [String: JSONValue] = [:]
        for (name, fields) in collected(selections, type: object.type) {
            guard let first = fields.first, let definition = schema.field(first.name, of: object.type) else { continue }
            let path = path + [.string(name)]
            var value = GraphQLValue.null
            do throws(GraphQLError) {
                value = try object.value(
                    first.name, GraphQLInput(schema: schema).arguments(first, definition, variables))
            } catch {
                fail(error, first, path)
            }
            let completed = complete(value, definition.type, fields, path)
            if completed == nil, definition.type.isNonNull { return nil }
            answer[name] = completed ?? .null
        }
        return answer
    }

    /// A value in the shape of its type; `nil` is null.
    private mutating func complete(
        _ value: GraphQLValue, _ type: GraphQLTypeReference, _ fields: [GraphQLField], _ path: [JSONValue]
    ) -> JSONValue? {
        switch value {
        case .null:
            if type.isNonNull, let field = fields.first, !errors.contains(where: { $0.path == path }) {
                fail(GraphQLError("Cannot return null for non-nullable field \(field.name)."), field, path)
            }
            return nil
        case .scalar(let value):
            return value
        case .object(let object):
            return run(fields.flatMap(\.selections), on: object, path: path).map(JSONValue.object)
        case .list(let elements):
            guard case .list(let inner) = type.nullable else { return nil }
            var completed: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                let value = complete(element, inner, fields, path + [.integer(index)])
                if value == nil, inner.isNonNull { return nil }
                completed.append(value ?? .null)
            }
            return .array(completed)
        }
    }

    private mutating func fail(_ error: GraphQLError, _ field: GraphQLField, _ path: [JSONValue]) {
        var error = error
        error.path = path
        error.locations = [field.location]
        errors.append(error)
    }

    /// The fields that are asked of an object of that type, by their names in the answer, in the order of the document.
    private func collected(
        _ selections: [GraphQLSelection], type: String
    ) -> [(name: String, fields: [GraphQLField])] {
        var groups: [(name: String, fields: [GraphQLField])] = []
        for field in fields(of: selections, type: type) {
            if let index = groups.firstIndex(where: { $0.name == field.responseName }) {
                groups[index].fields.append(field)
            } else {
                groups.append((field.responseName, [field]))
            }
        }
        return groups
    }

    private func fields(of selections: [GraphQLSelection], type: String) -> [GraphQLField] {
        selections.flatMap { selection -> [GraphQLField] in
            switch selection {
            case .field(let field): return [field]
            case .inline(let condition, let selections, _):
                let applies = condition.map { schema.objects(of: $0).contains(type) } ?? true
                return applies ? fields(of: selections, type: type) : []
            case .spread(let name, _):
                guard let fragment = document.fragments[name], schema.objects(of: fragment.type).contains(type) else {
                    return []
                }
                return fields(of: fragment.selections, type: type)
            }
        }
    }
}
