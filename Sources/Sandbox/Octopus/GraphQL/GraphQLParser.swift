/// Reads GraphQL: the documents that real clients send, and the schema language (GraphQL specification, section 2 and 3).
///
/// Not read are subscriptions, directives and type extensions: a document with one of them is refused.
struct GraphQLParser {
    /// Deeper than any client nests, and little enough for the stack.
    private static let depthLimit = 60

    private let tokens: [(token: GraphQLLexer.Token, location: GraphQLLocation)]
    private var index = 0
    private var depth = 0

    init(_ text: String) throws(GraphQLError) { tokens = try GraphQLLexer.tokens(of: text) }

    var token: GraphQLLexer.Token { tokens[index].token }
    var location: GraphQLLocation { tokens[index].location }

    mutating func document() throws(GraphQLError) -> GraphQLDocument {
        var document = GraphQLDocument()
        repeat {
            if token == .name("fragment") {
                let fragment = try fragment()
                guard document.fragments.updateValue(fragment, forKey: fragment.name) == nil else {
                    throw GraphQLError(
                        "There can be only one fragment named '\(fragment.name)'.", at: fragment.location)
                }
            } else {
                document.operations.append(try operation())
            }
        } while token != .end
        return document
    }

    private mutating func operation() throws(GraphQLError) -> GraphQLOperation {
        let start = location
        guard token != .mark("{") else {
            return GraphQLOperation(
                isMutation: false, name: nil, variables: [], selections: try selections(), location: start)
        }
        guard token == .name("query") || token == .name("mutation") else { throw unexpected() }
        let isMutation = try name() == "mutation"
        var operationName: String?
        if case .name = token { operationName = try name() }
        var variables: [GraphQLOperation.Variable] = []
        if take("(") {
            repeat { variables.append(try variable()) } while !take(")")
        }
        return GraphQLOperation(
            isMutation: isMutation, name: operationName, variables: variables, selections: try selections(),
            location: start)
    }

    private mutating func variable() throws(GraphQLError) -> GraphQLOperation.Variable {
        let start = location
        try expect("$")
        let name = try name()
        try expect(":")
        let type = try type()
        return GraphQLOperation.Variable(
            name: name, type: type, standard: take("=") ? try literal() : nil, location: start)
    }

    private mutating func fragment() throws(GraphQLError) -> GraphQLFragment {
        let start = location
        _ = try name()
        let fragmentName = try name()
        guard fragmentName != "on", try name() == "on" else { throw unexpected() }
        return GraphQLFragment(name: fragmentName, type: try name(), selections: try selections(), location: start)
    }

    private mutating func selections() throws(GraphQLError) -> [GraphQLSelection] {
        try expect("{")
        try descend()
        defer { depth -= 1 }
        var selections: [GraphQLSelection] = []
        repeat { selections.append(try selection()) } while !take("}")
        return selections
    }

    private mutating func selection() throws(GraphQLError) -> GraphQLSelection {
        let start = location
        guard take("...") else { return .field(try field()) }
        guard case .name(let word) = token else {
            return .inline(on: nil, selections: try selections(), location: start)
        }
        _ = try name()
        guard word == "on" else { return .spread(word, location: start) }
        return .inline(on: try name(), selections: try selections(), location: start)
    }

    private mutating func field() throws(GraphQLError) -> GraphQLField {
        let start = location
        let first = try name()
        let second = take(":") ? try name() : nil
        var arguments: [String: GraphQLLiteral] = [:]
        if take("(") {
            repeat {
                let place = location
                let name = try name()
                try expect(":")
                guard arguments.updateValue(try literal(), forKey: name) == nil else {
                    throw GraphQLError("There can be only one argument named '\(name)'.", at: place)
                }
            } while !take(")")
        }
        return GraphQLField(
            alias: second == nil ? nil : first, name: second ?? first, arguments: arguments,
            selections: token == .mark("{") ? try selections() : [], location: start)
    }

    mutating func type() throws(GraphQLError) -> GraphQLTypeReference {
        try descend()
        defer { depth -= 1 }
        var type: GraphQLTypeReference
        if take("[") {
            type = .list(try self.type())
            try expect("]")
        } else {
            type = .named(try name())
        }
        if take("!") { type = .nonNull(type) }
        return type
    }

    mutating func literal() throws(GraphQLError) -> GraphQLLiteral {
        try descend()
        defer { depth -= 1 }
        if take("$") { return .variable(try name()) }
        if take("[") {
            var elements: [GraphQLLiteral] = []
            while !take("]") { elements.append(try literal()) }
            return .list(elements)
        }
        if take("{") {
            var members: [String: GraphQLLiteral] = [:]
            while !take("}") {
                let name = try name()
                try expect(":")
                members[name] = try literal()
            }
            return .object(members)
        }
        let token = token
        switch token {
        case .int(let text): index += 1; return .int(text)
        case .float(let text): index += 1; return .float(text)
        case .string(let text): index += 1; return .string(text)
        case .name(let word):
            index += 1
            return switch word {
            case "true": .bool(true)
            case "false": .bool(false)
            case "null": .null
            default: .symbol(word)
            }
        case .mark, .end: throw unexpected()
        }
    }

    mutating func name() throws(GraphQLError) -> String {
        guard case .name(let name) = token else { throw unexpected("Expected Name, found") }
        index += 1
        return name
    }

    /// Takes the mark if it comes next.
    mutating func take(_ mark: String) -> Bool {
        guard token == .mark(mark) else { return false }
        index += 1
        return true
    }

    mutating func expect(_ mark: String) throws(GraphQLError) {
        guard take(mark) else { throw unexpected("Expected '\(mark)', found") }
    }

    /// Passes over a description.
    mutating func skipString() {
        if case .string = token { index += 1 }
    }

    func unexpected(_ words: String = "Unexpected") -> GraphQLError {
        let found =
            switch token {
            case .name(let text), .int(let text), .float(let text): "'\(text)'"
            case .string: "String"
            case .mark("@"): "'@': the Sandbox knows no directives"
            case .mark(let text): "'\(text)'"
            case .end: "<EOF>"
            }
        return .syntax("\(words) \(found).", at: location)
    }

    private mutating func descend() throws(GraphQLError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw .syntax("The document nests too deeply.", at: location) }
    }
}
