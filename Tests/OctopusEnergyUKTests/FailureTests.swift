import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// Refusals, told apart.
@Suite struct FailureTests {
    @Test(arguments: ["KT-CT-1138", "KT-CT-1139"]) func `wrong credentials are wrong credentials`(code: String)
        async throws
    {
        let customer = Customer(["Login": [.error(code, type: "VALIDATION")]])
        #expect(try await customer.error() == .invalidCredentials)
    }

    @Test(arguments: ["KT-CT-1199", "KT-CT-1188", "KT-CT-1189"], ["Login", "Accounts", "Agreements"])
    func `a rate limit is never a wrong password`(code: String, operation: String) async throws {
        let customer = Customer([operation: [.error(code)]])
        #expect(try await customer.error() == .rateLimited(retryAfter: nil))
    }

    @Test func `a rate limit beside another error is a rate limit`() async throws {
        let body = """
            {"errors":[{"message":"x","extensions":{"errorCode":"KT-CT-1138"}},\
            {"message":"x","extensions":{"errorCode":"KT-CT-1199"}}],"data":null}
            """
        #expect(try await Customer(["Login": [.json(body)]]).error() == .rateLimited(retryAfter: nil))
    }

    @Test func `the time to wait is passed on`() async throws {
        let customer = Customer(["Login": [.error("KT-CT-1199", headerFields: [.retryAfter: "30"])]])
        #expect(try await customer.error() == .rateLimited(retryAfter: 30))
    }

    @Test(arguments: ["KT-CT-1111", "KT-CT-1112"]) func `not allowed is neither a wrong password nor an old token`(
        code: String
    ) async throws {
        let customer = Customer(["Accounts": [.error(code, type: "AUTHORIZATION")]])
        let error = try await customer.error()
        #expect(error?.code == "reauthorisation_required")
        #expect(error?.message.contains(code) == true)
        #expect(customer.kraken.operations == ["Login", "Accounts"])
    }

    @Test func `an unknown error is named by its code alone`() async throws {
        let error = try await Customer(["Accounts": [.error("KT-CT-4501")]]).error()
        #expect(error == .unexpectedAnswer("it reports the error KT-CT-4501"))
    }

    @Test(arguments: ["ada@example.test", "", "x y"]) func `what does not look like a code is not repeated`(
        code: String
    ) async throws {
        let error = try await Customer(["Accounts": [.error(code)]]).error()
        #expect(error?.message.contains("ada@") == false)
    }

    @Test func `HTTP 429 is a rate limit`() async throws {
        let answer = HTTPAnswer.json("{}", status: 429, headerFields: [.retryAfter: "7"])
        #expect(try await Customer(["Login": [answer]]).error() == .rateLimited(retryAfter: 7))
    }

    @Test(arguments: [500, 502, 503, 504]) func `HTTP 5xx is an outage`(status: Int) async throws {
        let answer = HTTPAnswer.json("<html>", status: status)
        #expect(try await Customer(["Login": [answer]]).error() == .unavailable("it answers \(status)"))
    }

    @Test(arguments: [401, 403]) func `a login that is shut out is an outage, not a wrong password`(
        status: Int
    ) async throws {
        let answer = HTTPAnswer.json("{}", status: status)
        #expect(try await Customer(["Login": [answer]]).error() == .unavailable("it answers \(status)"))
    }

    @Test func `errors count with any status`() async throws {
        let answer = HTTPAnswer.json(
            #"{"errors":[{"message":"x","extensions":{"errorCode":"KT-CT-1138"}}]}"#, status: 400)
        #expect(try await Customer(["Login": [answer]]).error() == .invalidCredentials)
    }

    @Test(arguments: [
        "", "<!DOCTYPE html>", "{", "[]", "null", "{}", #"{"data":null}"#, #"{"data":{"obtainKrakenToken":null}}"#,
        #"{"data":{"obtainKrakenToken":{"token":null}}}"#, #"{"data":{"obtainKrakenToken":{"token":7}}}"#,
    ]) func `what is no answer is an unexpected one`(body: String) async throws {
        #expect(try await Customer(["Login": [.json(body)]]).error()?.code == "provider_unavailable")
    }

    @Test func `no connection is an outage`() async throws {
        let customer = Customer(["Login": []])
        #expect(try await customer.error()?.code == "provider_unavailable")
    }

    @Suite struct `A token that has expired` {
        @Test(arguments: ["Accounts", "Agreements"]) func `is replaced once`(operation: String) async throws {
            let usual: HTTPAnswer =
                operation == "Accounts" ? .accounts("A-1") : .account(.init(KrakenSample.agreement()))
            let customer = Customer([
                "Login": [.token("T1"), .token("T2")], operation: [.error("KT-CT-1124"), usual],
            ])
            #expect(try await customer.tariff().lines == ["00:00:00 0.2439255"])
            #expect(customer.kraken.operations.filter { $0 == "Login" }.count == 2)
        }

        @Test func `is replaced when the tariff is read`() async throws {
            let customer = Customer([
                "Login": [.token("T1"), .token("T2")],
                "Accounts": [.accounts("A-1"), .error("KT-CT-1124"), .accounts("A-1")],
            ])
            _ = try await customer.tariff()
            #expect(customer.kraken.calls.last?.authorization == "T2")
        }

        @Test func `is replaced where authentication fails after the login`() async throws {
            let customer = Customer(["Accounts": [.error("KT-CT-1139"), .accounts("A-1")]])
            #expect(try await customer.requirement() == nil)
        }

        @Test func `is not replaced twice`() async throws {
            let customer = Customer(["Accounts": [.error("KT-CT-1124")]])
            #expect(try await customer.error()?.code == "reauthorisation_required")
            #expect(customer.kraken.operations == ["Login", "Accounts", "Login", "Accounts"])
        }

        @Test func `is replaced after HTTP 401 too`() async throws {
            let customer = Customer(["Accounts": [.json("{}", status: 401), .accounts("A-1")]])
            #expect(try await customer.requirement() == nil)
        }

        @Test func `leads to a wrong password if that has changed`() async throws {
            let customer = Customer([
                "Login": [.token("T1"), .error("KT-CT-1138")], "Accounts": [.error("KT-CT-1124")],
            ])
            #expect(try await customer.error() == .invalidCredentials)
        }
    }
}
