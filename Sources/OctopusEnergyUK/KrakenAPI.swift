import FoundationEssentials
import ProviderKit

/// The three operations of Kraken's API that a tariff needs.
struct KrakenAPI: Sendable {
    let client: KrakenClient

    /// Obtains a token, which lives for an hour.
    func login(email: Secret, password: Secret, _ http: HTTPSession) async throws(ProviderError) -> Secret {
        let operation = KrakenOperation(
            query: KrakenQuery.login, variables: LoginVariables(input: .init(email: email, password: password)),
            operationName: "Login")
        do throws(KrakenFailure) {
            let answer: LoginAnswer = try await client.send(operation, token: nil, http)
            return answer.obtainKrakenToken.token
        } catch {
            throw error.providerError
        }
    }

    /// The numbers of the accounts that the login has.
    func accounts(_ token: Secret, _ http: HTTPSession) async throws(KrakenFailure) -> [String] {
        let operation = KrakenOperation(
            query: KrakenQuery.accounts, variables: [String: String](), operationName: "Accounts")
        let answer: ViewerAnswer = try await client.send(operation, token: token, http)
        return answer.viewer.accounts?.map(\.number) ?? []
    }

    /// An account's electricity meter points with all their agreements; none for an account that there is not.
    func meterPoints(of account: String, _ token: Secret, _ http: HTTPSession) async throws(KrakenFailure)
        -> [MeterPoint]
    {
        let operation = KrakenOperation(
            query: KrakenQuery.agreements, variables: ["accountNumber": account], operationName: "Agreements")
        let answer: AccountAnswer = try await client.send(operation, token: token, http)
        return (answer.account?.properties ?? []).flatMap { property in
            (property.electricityMeterPoints ?? []).map {
                MeterPoint(mpan: $0.mpan, address: property.address, agreements: $0.agreements ?? [])
            }
        }
    }
}

private struct LoginVariables: Encodable {
    struct Input: Encodable {
        let email: Secret
        let password: Secret
    }

    let input: Input
}

private struct LoginAnswer: Decodable {
    struct Token: Decodable {
        let token: Secret
    }

    let obtainKrakenToken: Token
}

private struct ViewerAnswer: Decodable {
    struct Viewer: Decodable {
        let accounts: [Account]?
    }

    struct Account: Decodable {
        let number: String
    }

    let viewer: Viewer
}

private struct AccountAnswer: Decodable {
    struct Account: Decodable {
        let properties: [Property]?
    }

    struct Property: Decodable {
        let address: String?
        let electricityMeterPoints: [ElectricityMeterPoint]?
    }

    struct ElectricityMeterPoint: Decodable {
        let mpan: String
        let agreements: [Agreement]?
    }

    let account: Account?
}
