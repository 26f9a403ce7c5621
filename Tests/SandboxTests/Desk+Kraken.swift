import HTTPTypes
import Testing

@testable import Sandbox

extension Desk {
    /// Posts a GraphQL operation.
    func kraken(
        _ query: String, _ variables: JSONValue? = nil, operationName: String? = nil, token: String? = nil
    ) async throws -> Reply {
        let body = JSONValue.members([
            "query": .string(query), "variables": variables, "operationName": .optional(operationName),
        ])
        let text = String(decoding: try body.json(), as: UTF8.self)
        return try await send(.post, "/octopus/v1/graphql/", text, authorization: token)
    }

    /// Signs a customer of Octopus Energy in.
    func krakenLogin(_ name: String, password: String = DemoCustomer.password) async throws -> Reply {
        try await kraken(
            "mutation L($input: ObtainJSONWebTokenInput!) { obtainKrakenToken(input: $input) { token refreshToken } }",
            ["input": ["email": .string("\(name)@octopus.example"), "password": .string(password)]])
    }

    func krakenToken(_ name: String) async throws -> String {
        try #require(try await krakenLogin(name).json["data"]?["obtainKrakenToken"]?["token"]?.string)
    }
}

extension Desk.Reply {
    var data: JSONValue? { json["data"] }
    var error: JSONValue? { json["errors"]?.array?.first }
    var errorCode: String? { error?["extensions"]?["errorCode"]?.string }
    var errorMessage: String? { error?["message"]?.string }
}
