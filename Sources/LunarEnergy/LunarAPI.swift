import FoundationEssentials
import ProviderKit

/// Lunar Energy's customer API: JSON over HTTP, an access token after login.
struct LunarAPI: Sendable {
    let base: URL

    /// What a login comes to.
    enum Login {
        case signedIn(Secret)
        case codeRequired(challenge: Secret, hint: String?)
    }

    func login(email: Secret, password: Secret, _ http: HTTPSession) async throws(ProviderError) -> Login {
        let answer = try await http.post(url("api", "login"), json: ["email": email, "password": password]).checked()
        guard answer.statusCode != 401 else { throw .invalidCredentials }
        let login: LoginAnswer = try answer.decoded()
        switch (login.status, login.accessToken, login.challenge) {
        case ("signed_in", let token?, _): return .signedIn(token)
        case ("code_required", _, let challenge?): return .codeRequired(challenge: challenge, hint: login.hint)
        default: throw .unexpectedAnswer("a login with the status '\(login.status)'")
        }
    }

    func login(challenge: Secret, code: Secret, _ http: HTTPSession) async throws(ProviderError) -> Secret {
        let answer = try await http.post(url("api", "login", "code"), json: ["challenge": challenge, "code": code])
            .checked()
        switch answer.statusCode {
        case 401: throw .invalidCode
        case 410: throw .expiredCode
        default: break
        }
        let login: LoginAnswer = try answer.decoded()
        guard let token = login.accessToken else { throw .unexpectedAnswer("a login without an access token") }
        return token
    }

    func contracts(_ token: Secret, _ http: HTTPSession) async throws(ProviderError) -> [LunarContract] {
        let answer = try await http.get(url("api", "contracts"), bearer: token).checked()
        guard answer.statusCode != 401 else { throw .reauthorisationRequired("the access token has expired") }
        let list: ContractList = try answer.decoded()
        return list.contracts
    }

    func prices(of contract: String, _ token: Secret, _ http: HTTPSession) async throws(ProviderError) -> LunarPrices {
        let answer = try await http.get(url("api", "contracts", contract, "tariff"), bearer: token).checked()
        guard answer.statusCode != 404 else { throw .unknownReference }
        return try answer.decoded()
    }

    private func url(_ segments: String...) -> URL {
        segments.reduce(base) { $0.appending(component: $1) }
    }
}

private struct LoginAnswer: Decodable {
    let status: String
    let accessToken: Secret?
    let challenge: Secret?
    let hint: String?

    enum CodingKeys: String, CodingKey {
        case status, challenge, hint
        case accessToken = "access_token"
    }
}

private struct ContractList: Decodable {
    let contracts: [LunarContract]
}
