import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// What goes out, and what is kept.
@Suite struct WireTests {
    @Test func `the operations go to the real API`() async throws {
        let customer = Customer()
        _ = try await customer.grant()
        #expect(customer.kraken.calls.first?.url == "https://api.octopus.energy/v1/graphql/")
    }

    @Test func `the address can be set`() async throws {
        var customer = Customer()
        customer.environment = ["OCTOPUS_ENERGY_UK_API_URL": "http://localhost:8090/octopus/v1/graphql/"]
        _ = try await customer.grant()
        #expect(customer.kraken.calls.first?.url == "http://localhost:8090/octopus/v1/graphql/")
    }

    @Test func `the login carries e-mail address and password as variables and no token`() async throws {
        let customer = Customer()
        _ = try await customer.grant()
        let call = try #require(customer.kraken.calls.first)
        #expect(call.authorization == nil)
        #expect(call.contentType == "application/json")
        #expect(
            call.body["variables"] == ["input": ["email": "ada@example.test", "password": "moonlight"]])
    }

    @Test func `the token goes out bare`() async throws {
        let customer = Customer()
        _ = try await customer.grant()
        #expect(customer.kraken.calls[1].authorization == "T1")
    }

    @Test func `the account's number is a variable`() async throws {
        let customer = Customer()
        _ = try await customer.grant()
        #expect(customer.kraken.calls[2].body["variables"] == ["accountNumber": "A-1"])
    }

    @Test func `a reading takes a login, the accounts and one account`() async throws {
        let customer = Customer()
        let grant = try await customer.grant()
        let again = Customer()
        _ = try await again.provider.authorise(
            SignIn(credentials: Customer.credentials, previous: grant), in: again.context)
        _ = try await again.provider.capture(grant, reference: nil, in: again.context)
        #expect(again.kraken.operations == ["Login", "Accounts", "Agreements"])
    }

    @Test func `a grant cannot be written in clear`() async throws {
        let grant = try await Customer().grant()
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(grant) }
    }

    @Test func `a grant does not overwrite the fields of the login form`() async throws {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding(write: { _ in "sealed" }, read: { Secret($0) }).userInfo
        let members = try JSONDecoder().decode(
            [String: String].self, from: encoder.encode(try await Customer().grant()))
        #expect(
            members == [
                "access_token": "sealed", "renewal_email": "sealed", "renewal_password": "sealed",
                "contract_reference": "A-1/1200000000001",
            ])
    }

    @Test func `a grant shows nothing when it is printed`() async throws {
        let text = String(reflecting: try await Customer().grant())
        #expect(!text.contains("moonlight") && !text.contains("T1") && !text.contains("ada@"))
    }
}
