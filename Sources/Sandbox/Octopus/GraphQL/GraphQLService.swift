/// What a client posts: the document, its variables, and which of its operations is meant.
struct GraphQLRequest: Sendable {
    let query: String
    let variables: [String: JSONValue]
    let operationName: String?

    /// Reads a JSON body.
    ///
    /// - Throws: ``GraphQLError`` where it has no `query`, or its members are of other types.
    init(_ body: [String: JSONValue]?) throws(GraphQLError) {
        guard let query = body?["query"]?.string else { throw GraphQLError("Must provide query string.") }
        let variables = body?["variables"] ?? .null
        guard variables == .null || variables.object != nil else { throw GraphQLError("Variables must be an object.") }
        self.query = query
        self.variables = variables.object ?? [:]
        operationName = body?["operationName"]?.string
    }
}

/// What an operation came to.
struct GraphQLAnswer: Sendable {
    /// `nil` where nothing was run.
    var data: JSONValue?
    var errors: [GraphQLError] = []

    var json: JSONValue {
        .members(["data": data, "errors": errors.isEmpty ? nil : .array(errors.map(\.json))])
    }
}

extension GraphQLSchema {
    /// Parses, validates and runs an operation.
    ///
    /// What works is what real clients use: queries and mutations, variables, aliases, arguments, input objects,
    /// fragments, inline fragments, interfaces, unions and `__typename`. There are no directives, no subscriptions and,
    /// beyond `__typename`, no introspection: each of them is an error and never passed over.
    func answer(_ request: GraphQLRequest, query: GraphQLObject, mutation: GraphQLObject) -> GraphQLAnswer {
        do throws(GraphQLError) {
            var parser = try GraphQLParser(request.query)
            let document = try parser.document()
            let operation = try Self.operation(of: document, named: request.operationName)
            let errors = GraphQLValidator.errors(in: operation, of: document, self)
            guard errors.isEmpty else { return GraphQLAnswer(errors: errors) }
            let variables = try GraphQLInput(schema: self).variables(operation, request.variables)
            var executor = GraphQLExecutor(schema: self, document: document, variables: variables)
            let data = executor.run(operation.selections, on: operation.isMutation ? mutation : query)
            return GraphQLAnswer(data: data.map(JSONValue.object) ?? .null, errors: executor.errors)
        } catch {
            return GraphQLAnswer(errors: [error])
        }
    }

    private static func operation(
        of document: GraphQLDocument, named name: String?
    ) throws(GraphQLError) -> GraphQLOperation {
        if let name, !name.isEmpty {
            guard let operation = document.operations.first(where: { $0.name == name }) else {
                throw GraphQLError("Unknown operation named '\(name)'.")
            }
            return operation
        }
        guard let operation = document.operations.first else { throw GraphQLError("Must provide an operation.") }
        guard document.operations.count == 1 else {
            throw GraphQLError("Must provide operation name if query contains multiple operations.")
        }
        return operation
    }
}
