/// Where something stands in a GraphQL document, both counted from 1.
struct GraphQLLocation: Sendable, Hashable {
    var line = 1
    var column = 1
}

/// One entry of an answer's `errors`.
struct GraphQLError: Error, Sendable, Hashable {
    let message: String
    var locations: [GraphQLLocation] = []
    /// Response names and list indices, from the outside in.
    var path: [JSONValue] = []
    /// The `errorType` of the extensions.
    var type = "VALIDATION"
    /// The `errorCode` of the extensions.
    var code = "GRAPHQL_VALIDATION_FAILED"

    init(_ message: String, at location: GraphQLLocation? = nil) {
        self.message = message
        locations = location.map { [$0] } ?? []
    }

    init(_ message: String, type: String, code: String) {
        self.message = message
        self.type = type
        self.code = code
    }

    /// What a document that cannot be parsed leads to.
    static func syntax(_ problem: String, at location: GraphQLLocation) -> GraphQLError {
        var error = GraphQLError("Syntax Error: \(problem)", at: location)
        error.code = "GRAPHQL_PARSE_FAILED"
        return error
    }

    var json: JSONValue {
        .members([
            "message": .string(message),
            "locations": locations.isEmpty
                ? nil
                : .array(locations.map { ["line": .integer($0.line), "column": .integer($0.column)] }),
            "path": path.isEmpty ? nil : .array(path),
            "extensions": [
                "errorType": .string(type), "errorCode": .string(code), "errorDescription": .string(message),
            ],
        ])
    }
}
