import FoundationEssentials
import HTTPTypes
import ProviderKit
import Synchronization

/// What only providers with OAuth2 are held to.
extension ProviderAcceptance {
    /// RFC 6749 section 4.1.1, RFC 7636 sections 4.3 and 4.5.
    func authorisationRequest() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let transport = FaultyTransport(replay.cassette)
        let opened = Mutex("")
        var traveller = replay.over(transport)
        traveller.pages = SignInPages { address, customer in
            opened.withLock { $0 = address }
            return try await SignInPages.replayed.visit(address, customer)
        }
        let (signIn, customer) = (traveller, replay.customer)
        _ = try await complete(replay) { (_, _) async throws(Setback) in try await signIn.signIn(customer) }
        guard let client = traveller.entrance.oauth2, let address = URL(string: opened.withLock { $0 }) else {
            return ["the authorisation server's address is none"]
        }
        let query = FormText(address.query(percentEncoded: true) ?? "")
        let exchange = transport.exchanges.map(\.call).first { client.grantType(of: $0) == "authorization_code" }
        let form = FormText(String(decoding: exchange?.body ?? [], as: UTF8.self))
        return problems(with: address, query, client.server) + problems(with: form, after: query)
    }

    private func problems(with address: URL, _ query: FormText, _ server: OAuth2Server) -> [String] {
        var problems: [String] = []
        let isLoopback = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(address.host() ?? "")
        if address.scheme != "https", !isLoopback { problems.append("the address is not https") }
        if address.fragment() != nil {
            problems.append("the address has a fragment: what stands behind '#' is not sent")
        }
        let due = [
            "response_type": "code", "client_id": server.clientID, "redirect_uri": redirectURI,
            "scope": server.scopes.joined(separator: " "), "code_challenge_method": "S256",
        ]
        for name in due.keys.sorted() + ["state", "code_challenge"] {
            let values = query.plain(name)
            if values.count != 1 || values == [""] {
                problems.append(
                    "the parameter '\(name)' is there \(values == [""] ? "without a value" : "\(values.count) times")")
            } else if let value = due[name], values != [value] {
                problems.append("the parameter '\(name)' has another value than is due")
            }
        }
        if query.pairs.contains(where: { $0.plainName == "client_secret" }) {
            problems.append("the client secret is in the address, where the customer sees it")
        }
        return problems
    }

    private func problems(with form: FormText, after query: FormText) -> [String] {
        guard let verifier = form.plain("code_verifier").first else {
            return ["no call exchanges the code with a verifier"]
        }
        var problems: [String] = []
        if query.plain("code_challenge") != [ProofKey(verifier: Secret(verifier)).challenge] {
            problems.append("the code_verifier is not that of the code_challenge")
        }
        if form.plain("redirect_uri") != query.plain("redirect_uri") {
            problems.append("the code is exchanged with another redirect_uri than it was asked for with")
        }
        return problems
    }

    func refusedCode() async throws(Setback) -> [String] {
        let replay = try replay(.refusedCode)
        guard let client = replay.traveller.entrance.oauth2 else { return ["the provider has no authorisation server"] }
        let outcome = await replay.traveller.refusedCode(client)
        return problems(with: outcome, replay, expected: "invalidCode", "a code of nobody's") { $0 == .invalidCode }
    }

    func refusedRefresh() async throws(Setback) -> [String] {
        let replay = try replay(.refusedRefresh)
        let outcome = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.refusedRefresh(customer)
        }
        return problems(with: outcome, replay, expected: "reauthorisationRequired", "a refresh token that is not taken")
        {
            if case .reauthorisationRequired = $0 { true } else { false }
        }
    }

    func withdrawnAccess() async throws(Setback) -> [String] {
        let replay = try replay(.withdrawnAccess)
        let outcome = try await complete(replay) { (traveller, customer) async throws(Setback) in
            try await traveller.withdrawnAccess(customer)
        }
        guard case .failure(let setback) = outcome else { return [] }
        return [
            "an access token that is not taken: \(replay.explained(setback).text); renewed tokens and a tariff are due"
        ]
    }

    func renewal() async throws(Setback) -> [String] {
        let replay = try replay(.signIn)
        let transport = FaultyTransport(replay.cassette)
        let stay = try await complete(replay) { (_, customer) async throws(Setback) in
            try await replay.over(transport).stay(customer)
        }
        guard let client = replay.traveller.entrance.oauth2 else { return ["the provider has no authorisation server"] }
        var issued: [String] = []
        var problems: [String] = []
        for (number, exchange) in transport.exchanges.enumerated() {
            if client.grantType(of: exchange.call) != nil {
                issued += (try? JSONValue(parsing: exchange.answer.body))?["access_token"]?.string.map { [$0] } ?? []
            } else if let token = exchange.call.headerFields[.authorization]?.split(separator: " ").last,
                issued.dropLast().contains(String(token))
            {
                problems.append(
                    "call \(number + 1), \(transport.calls[number]), has an access token that was renewed before it")
            }
        }
        if issued.count < stay.grants.count {
            problems.append("the tokens were issued \(issued.count) times; once and for each later request are due")
        }
        for (number, grant) in stay.grants.enumerated() {
            let token = replay.traveller.tokens(in: grant)?.accessToken.reveal()
            if let age = issued.firstIndex(where: { $0 == token }), age >= number { continue }
            problems.append("the grant of request \(number + 1) holds other tokens than the newest of its time")
        }
        return problems
    }
}

extension OAuth2Client {
    /// The `grant_type` of a call to the token endpoint; `nil` for other calls.
    fileprivate func grantType(of call: HTTPCall) -> String? {
        guard call.url.path == server.tokenURL.path else { return nil }
        return FormText(String(decoding: call.body, as: UTF8.self)).plain("grant_type").first
    }
}
