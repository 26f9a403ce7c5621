import Foundation
import ProviderKit
import Testing

@testable import OctopusEnergyUK

/// Which contract is read: the one, the chosen, the one that the reference names.
@Suite struct ChoiceTests {
    private let two = Customer(
        .init(KrakenSample.agreement(KrakenSample.standard("11")), mpan: "1200000000001", address: "1 Quay, Hove"),
        .init(KrakenSample.agreement(KrakenSample.standard("22")), mpan: "1200000000002", address: "2 Quay, Hove"))

    @Test func `one live contract needs no choice`() async throws {
        #expect(try await Customer().requirement() == nil)
    }

    @Test func `the reference is account and MPAN`() async throws {
        #expect(try await Customer().capture().referenceID == "A-1/1200000000001")
    }

    @Test func `two live contracts are offered with their addresses`() async throws {
        let choices = [
            AccountChoice(
                id: "A-1/1200000000001", name: "1 Quay, Hove",
                description: "Flexible Octopus, meter point 1200000000001"),
            AccountChoice(
                id: "A-1/1200000000002", name: "2 Quay, Hove",
                description: "Flexible Octopus, meter point 1200000000002"),
        ]
        #expect(try await two.requirement() == .multipleAvailableTariffs(choices))
    }

    @Test func `contracts of two accounts are offered`() async throws {
        let customer = Customer(["Accounts": [.accounts("A-1", "A-2")]])
        guard case .multipleAvailableTariffs(let choices) = try await customer.requirement() else {
            Issue.record("no choice")
            return
        }
        #expect(choices.map(\.id) == ["A-1/1200000000001", "A-2/1200000000001"])
    }

    @Test func `no live contract is no available tariff`() async throws {
        let ended = KrakenSample.agreement(to: "2026-01-01T00:00:00Z")
        #expect(try await Customer(.init(ended)).requirement() == .noAvailableTariffs)
    }

    @Test(arguments: [
        #"{"data":{"account":{"properties":[]}}}"#, #"{"data":{"account":{"properties":null}}}"#,
        #"{"data":{"account":{"properties":[{"address":null,"electricityMeterPoints":[]}]}}}"#,
        #"{"data":{"account":null}}"#,
    ]) func `an account without meter points has no available tariff`(body: String) async throws {
        #expect(try await Customer(["Agreements": [.json(body)]]).requirement() == .noAvailableTariffs)
    }

    @Test func `a login without an account has no available tariff`() async throws {
        #expect(try await Customer(["Accounts": [.accounts()]]).requirement() == .noAvailableTariffs)
    }

    @Test func `the chosen home is read`() async throws {
        let grant = try await two.grant()
        let answer = ExtraAnswer.account("A-1/1200000000002")
        guard
            case .complete(let chosen) = try await two.provider.captureExtraAuthData(
                answer, for: grant, in: two.context)
        else {
            Issue.record("not complete")
            return
        }
        let captured = try await two.provider.capture(chosen, reference: nil, in: two.context)
        #expect(try two.provider.convert(captured.tariff).lines == ["00:00:00 0.22"])
    }

    @Test(arguments: [ExtraAnswer.account("A-1/1200000000099"), .account(""), .code(Secret("123456"))])
    func `what was not offered cannot be chosen`(answer: ExtraAnswer) async throws {
        let grant = try await two.grant()
        await #expect(throws: ProviderError.invalidSelection) {
            try await two.provider.captureExtraAuthData(answer, for: grant, in: two.context)
        }
    }

    @Test func `without a choice nothing is read`() async throws {
        #expect(try await two.error() == .selectionRequired)
    }

    @Test func `the reference is honoured exactly`() async throws {
        #expect(try await two.tariff(reference: "A-1/1200000000002").lines == ["00:00:00 0.22"])
    }

    @Test(arguments: [
        "A-1/1200000000009", "A-9/1200000000001", "A-1", "A-1/", "/1", "", "A-1/1200000000001/x", "LE-1001",
    ])
    func `a reference that the account does not hold is unknown`(reference: String) async throws {
        #expect(try await Customer().error(reference: reference) == .unknownReference)
    }

    @Test func `an account that the login does not have is not even asked for`() async throws {
        let customer = Customer()
        _ = try await customer.error(reference: "A-9/1200000000001")
        #expect(customer.kraken.operations.last == "Accounts")
    }

    @Test func `a reference whose agreement has ended is no tariff, never another one`() async throws {
        let customer = Customer(
            .init(KrakenSample.agreement(to: "2026-01-01T00:00:00Z"), mpan: "1200000000001"),
            .init(KrakenSample.agreement(), mpan: "1200000000002"))
        #expect(try await customer.error(reference: "A-1/1200000000001") == .noTariff)
    }

    @Test func `a reference to an export meter point is no tariff to import`() async throws {
        let export = KrakenSample.agreement(KrakenSample.standard("15", isExport: true))
        let customer = Customer(.init(KrakenSample.agreement()), .init(export, mpan: "1200000000009"))
        #expect(try await customer.error(reference: "A-1/1200000000009") == .noTariff)
    }

    @Test func `the choice of an earlier time is kept`() async throws {
        let grant = try await Customer().grant()
        let signIn = SignIn(credentials: Customer.credentials, previous: grant)
        guard case .complete(let kept) = try await two.provider.authorise(signIn, in: two.context) else {
            Issue.record("asked again")
            return
        }
        #expect(kept.reference == "A-1/1200000000001")
    }

    @Test func `of two live agreements of a meter point the later one counts`() async throws {
        let customer = Customer(
            .init(
                KrakenSample.agreement(KrakenSample.standard("22"), from: "2026-02-01T00:00:00Z"),
                KrakenSample.agreement(KrakenSample.standard("11"), from: "2026-01-01T00:00:00Z")))
        #expect(try await customer.tariff().lines == ["00:00:00 0.22"])
    }

    @Test func `an export session reads the live export agreement`() async throws {
        let customer = Customer(
            .init(KrakenSample.agreement(KrakenSample.standard("24"))),
            .init(KrakenSample.agreement(KrakenSample.standard("15", isExport: true)), mpan: "1200000000009"),
            direction: .export)
        let tariff = try await customer.tariff()
        #expect(tariff.lines == ["00:00:00 0.15"])
        #expect(tariff.direction == .export)
    }

    @Test func `an export session without an export agreement has no available tariff`() async throws {
        let customer = Customer(.init(KrakenSample.agreement()), direction: .export)
        #expect(try await customer.requirement() == .noAvailableTariffs)
    }

    @Test func `the address goes out beside the tariff`() async throws {
        let address = try await Customer().capture().postalAddress
        #expect(
            address
                == PostalAddress(addressLine1: "1 Harbour Row, Whitby", postCode: "YO22 4EF", countryCode: "GB"))
    }
}
