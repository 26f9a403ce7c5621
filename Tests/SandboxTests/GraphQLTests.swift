import Testing

@testable import Sandbox

/// The GraphQL subset: what works, and what is refused as a real server refuses it.
@Suite struct GraphQLTests {
    private static let schema = Result { () throws(GraphQLError) in
        try GraphQLSchema(
            """
            type Query { pet(name: String!, first: Int = 1): Pet  pets(filter: Filter): [Pet!]  animal: Animal  broken: Dog }
            type Mutation { feed(name: String!): Boolean }
            input Filter { kind: String!  tags: [String!]  limit: Int = 3 }
            union Pet = Dog | Cat
            interface Animal { name: String! }
            type Dog implements Animal { name: String!  barks: Boolean  weight: Float!  owner: Cat }
            type Cat implements Animal { name: String!  lives: Int }
            """)
    }

    private static func run(
        _ query: String, _ variables: [String: JSONValue] = [:], operation: String? = nil
    ) throws -> GraphQLAnswer {
        let dog = GraphQLObject("Dog", ["name": .scalar("Rex"), "barks": .scalar(true), "weight": .scalar(12)])
        let cat = GraphQLObject("Cat", ["name": .scalar("Tom"), "lives": .scalar(9)])
        let root = GraphQLObject(
            "Query", ["animal": .object(cat), "broken": .object(GraphQLObject("Dog", ["name": .scalar("Bo")]))]
        ).adding("pet") { arguments throws(GraphQLError) in
            guard arguments["name"] != "nobody" else {
                throw GraphQLError("No such pet.", type: "APPLICATION", code: "P-1")
            }
            return .object(arguments["name"] == "Rex" ? dog : cat)
        }.adding("pets") { arguments in
            .list(arguments["filter"]?["kind"] == "dog" ? [.object(dog)] : [.object(dog), .object(cat)])
        }
        let mutation = GraphQLObject("Mutation", ["feed": .scalar(true)])
        let body: [String: JSONValue] = [
            "query": .string(query), "variables": .object(variables), "operationName": .optional(operation) ?? .null,
        ]
        return try schema.get().answer(try GraphQLRequest(body), query: root, mutation: mutation)
    }

    private static func message(_ query: String, _ variables: [String: JSONValue] = [:]) throws -> String? {
        let answer = try run(query, variables)
        #expect(answer.data == nil)
        return answer.errors.first?.message
    }

    @Suite struct `What works` {
        @Test(
            arguments: [
                (#"{ pet(name: "Rex") { ... on Dog { name barks } } }"#, ["pet": ["name": "Rex", "barks": true]]),
                (#"query { pet(name: "Tom") { __typename } }"#, ["pet": ["__typename": "Cat"]]),
                (
                    #"{ dog: pet(name: "Rex") { __typename } cat: pet(name: "Tom") { __typename } }"#,
                    ["dog": ["__typename": "Dog"], "cat": ["__typename": "Cat"]]
                ),
                (
                    #"{ pets(filter: {kind: "dog"}) { ...F } } fragment F on Animal { name }"#,
                    ["pets": [["name": "Rex"]]]
                ),
                (
                    "{ animal { name ... on Cat { lives } ... on Dog { barks } } }",
                    ["animal": ["name": "Tom", "lives": 9]]
                ),
                ("{ animal { name } animal { ... on Cat { lives } } }", ["animal": ["name": "Tom", "lives": 9]]),
                (#"mutation { feed(name: "Rex") }"#, ["feed": true]),
                ("# a comment\n{\tanimal,{ name } }", ["animal": ["name": "Tom"]]),
                (#"{ pet(name: "R\u0065x") { ... on Dog { name } } }"#, ["pet": ["name": "Rex"]]),
            ] as [(String, JSONValue)])
        func `an operation`(query: String, data: JSONValue) throws {
            let answer = try GraphQLTests.run(query)
            #expect(answer.errors == [])
            #expect(answer.data == data)
        }

        @Test func `a variable`() throws {
            let query = "query Q($n: String!) { pet(name: $n) { ... on Dog { name } } }"
            #expect(try GraphQLTests.run(query, ["n": "Rex"]).data == ["pet": ["name": "Rex"]])
        }

        @Test func `a variable's default`() throws {
            let query = #"query Q($n: String = "Rex") { pet(name: $n) { __typename } }"#
            #expect(try GraphQLTests.run(query).data == ["pet": ["__typename": "Dog"]])
        }

        @Test func `an input object as a variable`() throws {
            let query = "query Q($f: Filter) { pets(filter: $f) { __typename } }"
            let data = try GraphQLTests.run(query, ["f": ["kind": "dog", "tags": ["a"]]]).data
            #expect(data == ["pets": [["__typename": "Dog"]]])
        }

        @Test func `one of several operations`() throws {
            let query = "query A { animal { name } } query B { animal { __typename } }"
            #expect(try GraphQLTests.run(query, operation: "B").data == ["animal": ["__typename": "Cat"]])
        }

        @Test func `a resolver's error beside the data of others`() throws {
            let answer = try GraphQLTests.run(#"{ pet(name: "nobody") { __typename } animal { name } }"#)
            #expect(answer.data == ["pet": .null, "animal": ["name": "Tom"]])
            #expect(answer.errors.map(\.code) == ["P-1"])
            #expect(answer.errors.first?.path == ["pet"])
        }

        @Test func `a null that must not be takes its parent with it`() throws {
            let answer = try GraphQLTests.run("{ broken { name weight } }")
            #expect(answer.data == ["broken": .null])
            #expect(answer.errors.first?.path == ["broken", "weight"])
        }
    }

    @Suite struct `What is refused` {
        @Test(arguments: [
            ("{ animal { age } }", "Cannot query field 'age' on type 'Animal'."),
            (#"{ pet(name: "x") { name } }"#, "Cannot query field 'name' on type 'Pet'."),
            (#"{ pet(name: "x", age: 1) { __typename } }"#, "Unknown argument 'age' on field 'Query.pet'."),
            (
                "{ pet { __typename } }",
                "Field 'pet' argument 'name' of type 'String!' is required, but it was not provided."
            ),
            (
                "{ animal { name { first } } }",
                "Field 'name' must not have a selection since type 'String!' has no subfields."
            ),
            (
                "{ animal }",
                "Field 'animal' of type 'Animal' must have a selection of subfields. Did you mean 'animal { ... }'?"
            ),
            ("{ pet(name: 5) { __typename } }", "Expected value of type 'String!', found another."),
            ("{ pet(name: null) { __typename } }", "Expected value of type 'String!', found null."),
            (
                #"{ pets(filter: {kind: "a", size: 1}) { __typename } }"#,
                "Field 'size' is not defined by type 'Filter'."
            ),
            (
                "{ pets(filter: {}) { __typename } }",
                "Field 'Filter.kind' of required type 'String!' was not provided."
            ),
            ("{ animal { ... on Bird { name } } }", "Unknown type 'Bird'."),
            (
                "{ animal { ... on Query { animal { name } } } }",
                "Fragment cannot be spread here as objects of type 'Animal' can never be of type 'Query'."
            ),
            ("{ animal { ...F } }", "Unknown fragment 'F'."),
            ("{ animal { name } } fragment F on Cat { name }", "Fragment 'F' is never used."),
            ("{ animal { ...F } } fragment F on Cat { ...F }", "Cannot spread fragment 'F' within itself."),
            (#"{ pet(name: $n) { __typename } }"#, "Variable '$n' is not defined."),
            ("query Q($n: String) { animal { name } }", "Variable '$n' is never used in operation 'Q'."),
            (
                "query Q($n: String) { pet(name: $n) { __typename } }",
                "Variable '$n' of type 'String' used in position expecting type 'String!'."
            ),
            ("query Q($n: Text!) { pet(name: $n) { __typename } }", "Unknown type 'Text'."),
            (
                "query Q($n: Dog) { pet(name: $n) { __typename } }",
                "Variable '$n' cannot be non-input type 'Dog'."
            ),
            (
                "query Q($n: String!) { pet(name: $n) { __typename } }",
                "Variable '$n' of required type 'String!' was not provided."
            ),
            (
                "query A { animal { name } } query B { animal { name } }",
                "Must provide operation name if query contains multiple operations."
            ),
            ("fragment F on Cat { name }", "Must provide an operation."),
            ("", "Syntax Error: Unexpected <EOF>."),
            ("{ animal { name }", "Syntax Error: Expected Name, found <EOF>."),
            ("{ animal { } }", "Syntax Error: Expected Name, found '}'."),
            (#"{ pet(name: "Rex) { name } }"#, "Syntax Error: Unterminated string."),
            (
                "{ animal { name @include(if: true) } }",
                "Syntax Error: Expected Name, found '@': the Sandbox knows no directives."
            ),
            ("subscription { animal { name } }", "Syntax Error: Unexpected 'subscription'."),
            ("{ __schema { types { name } } }", "Cannot query field '__schema' on type 'Query'."),
        ]) func `a document`(query: String, message: String) throws {
            #expect(try GraphQLTests.message(query) == message)
        }

        @Test func `fields that share a name and are not the same`() throws {
            let message = try GraphQLTests.message(
                #"{ pet(name: "Rex") { __typename } pet(name: "Tom") { __typename } }"#)
            #expect(message?.hasPrefix("Fields 'pet' conflict because they have differing arguments.") == true)
        }

        @Test func `one name for two types`() throws {
            let message = try GraphQLTests.message(
                "{ animal { ... on Dog { x: barks } ... on Cat { x: lives } } }")
            #expect(message?.hasPrefix("Fields 'x' conflict because they return conflicting types") == true)
        }

        @Test(
            arguments: [
                (["n": 5], "Expected type 'String', but got number"),
                (["n": .null], "Expected non-nullable type 'String!' not to be null"),
            ] as [([String: JSONValue], String)])
        func `a variable of another type`(variables: [String: JSONValue], problem: String) throws {
            let message = try GraphQLTests.message("query Q($n: String!) { pet(name: $n) { __typename } }", variables)
            #expect(message == "Variable '$n' got an invalid value: \(problem).")
        }

        @Test(
            arguments: [
                (["size": 1], "Field 'size' is not defined by type 'Filter'"),
                (["limit": 1], "Field 'kind' of required type 'String!' was not provided"),
                (["kind": "a", "limit": "b"], "at 'limit': Expected type 'Int', but got string"),
            ] as [(JSONValue, String)])
        func `an input object of another shape`(filter: JSONValue, problem: String) throws {
            let message = try GraphQLTests.message(
                "query Q($f: Filter) { pets(filter: $f) { __typename } }", ["f": filter])
            #expect(message == "Variable '$f' got an invalid value: \(problem).")
        }

        @Test func `an operation that there is not`() throws {
            let answer = try GraphQLTests.run("query A { animal { name } }", operation: "B")
            #expect(answer.errors.first?.message == "Unknown operation named 'B'.")
        }

        @Test func `a document that nests without end`() throws {
            let query = String(repeating: "{ a", count: 10_000)
            #expect(try GraphQLTests.message(query) == "Syntax Error: The document nests too deeply.")
        }

        @Test func `the place is counted from one`() throws {
            let location = try GraphQLTests.run("{\n  animal { age }\n}").errors.first?.locations.first
            #expect(location == GraphQLLocation(line: 2, column: 12))
        }
    }

    @Test func `Kraken's schema can be read`() throws {
        #expect(try KrakenSchema.parsed.get()["HalfHourlyTariff"]?.fields["unitRates"] != nil)
    }

    @Test func `every type of Kraken's schema is known to it`() throws {
        let schema = try KrakenSchema.parsed.get()
        let used = schema.types.values.flatMap { type in
            type.related + type.inputs.values.map(\.type.name)
                + type.fields.values.flatMap { [$0.type.name] + $0.arguments.values.map(\.type.name) }
        }
        #expect(used.filter { schema[$0] == nil } == [])
    }

    @Test(arguments: [nil, [:], ["query": 5], ["query": "{ a }", "variables": "x"]] as [[String: JSONValue]?])
    func `a body without a query is refused`(body: [String: JSONValue]?) {
        #expect(throws: GraphQLError.self) { try GraphQLRequest(body) }
    }
}
