import ProviderKit

extension Traveller {
    /// How ``Journey/signIn`` went.
    struct Stay: Sendable {
        /// What is stored after the sign-in in the browser.
        let grant: P.Grant
        /// The tariff, read three times: twice in one request, once by its reference in another.
        let readings: [Reading]
        /// What was stored, after the sign-in and after each later request.
        let grants: [P.Grant]
    }

    /// Signs in; FlatPeak's backend asks twice, each time much later.

    func stay(_ customer: TestCustomer) async throws(Setback) -> Stay {
        let grant = try await signIn(customer)
        let first = context()
        let stored = try await signInAgain(customer, stored: expired(grant), in: first)
        let one = try await read(stored, in: first)
        let two = try await read(stored, in: first)
        let second = context()
        let later = try await signInAgain(customer, stored: expired(stored), in: second)
        let three = try await read(later, reference: one.captured.referenceID, in: second)
        return Stay(grant: grant, readings: [one, two, three], grants: [grant, stored, later])
    }

    /// The shortest way to a tariff: in the browser, then in FlatPeak's backend.
    func visit(_ customer: TestCustomer) async throws(Setback) -> Reading {
        let grant = try await signIn(customer)
        return try await laterVisit(customer, stored: expired(grant))
    }

    /// The part of FlatPeak's backend.
    private func laterVisit(_ customer: TestCustomer, stored: P.Grant) async throws(Setback) -> Reading {
        let context = context()
        return try await read(try await signInAgain(customer, stored: stored, in: context), in: context)
    }

    /// What a wrong password comes to.
    func mistypedPassword(_ customer: TestCustomer) async -> Result<Authorisation<P.Grant>, Setback> {
        await result { () throws(Setback) in try await authorise(customer, previous: nil, in: context()) }
    }

    /// What a code comes to that the authorisation server does not take.
    func refusedCode(_ client: OAuth2Client) async -> Result<OAuth2Tokens, Setback> {
        await result { () throws(Setback) in
            try await exchange(Secret(Journey.wrongAuthorisationCodeText), ProofKey(), client, in: context())
        }
    }

    /// What a refresh token comes to that the authorisation server does not take.
    func refusedRefresh(_ customer: TestCustomer) async throws(Setback) -> Result<Reading, Setback> {
        let grant = try await signIn(customer)
        return await result { () throws(Setback) in try await laterVisit(customer, stored: locked(grant)) }
    }

    /// What an access token comes to that the API does not take.
    func withdrawnAccess(_ customer: TestCustomer) async throws(Setback) -> Result<Reading, Setback> {
        let grant = try await signIn(customer)
        return await result { () throws(Setback) in try await laterVisit(customer, stored: withdrawn(grant)) }
    }

    /// What a reference comes to that the account does not hold.
    func unknownReference(_ customer: TestCustomer) async throws(Setback) -> Result<Reading, Setback> {
        let grant = try await signIn(customer)
        let context = context()
        let stored = try await signInAgain(customer, stored: grant, in: context)
        return await result { () throws(Setback) in
            try await read(stored, reference: Journey.unknownReferenceID, in: context)
        }
    }

    /// How ``Journey/choice`` went.
    struct Choice: Sendable {
        let forged: Result<Authorisation<P.Grant>, Setback>
        /// What was chosen and the reference of what was read.
        let references: [(choice: String, reference: String)]
    }

    func choice(_ customer: TestCustomer) async throws(Setback) -> Choice {
        var authorisation = try await authorise(customer, previous: nil, in: context())
        if case .needs(.code, let grant) = authorisation, let code = customer.code {
            authorisation = try await add(.code(Secret(code)), to: grant)
        }
        guard case .needs(.multipleAvailableTariffs(let choices), let grant) = authorisation else {
            throw Setback("the customer who should have to choose a contract does not have to")
        }
        let forged = await result { () throws(Setback) in try await add(.account(Journey.forgedAccountID), to: grant) }
        var references: [(String, String)] = []
        for choice in choices.prefix(2) {
            guard case .complete(let chosen) = try await add(.account(choice.id), to: grant) else {
                throw Setback("captureExtraAuthData asks for more after an account that it offered was chosen")
            }
            let context = context()
            let stored = try await signInAgain(customer, stored: chosen, in: context)
            references.append((choice.id, try await read(stored, in: context).captured.referenceID))
        }
        return Choice(forged: forged, references: references)
    }

    /// What a wrong code comes to; the right one follows.
    func mistypedCode(_ customer: TestCustomer) async throws(Setback) -> Result<Authorisation<P.Grant>, Setback> {
        guard case .needs(.code, let grant) = try await authorise(customer, previous: nil, in: context()) else {
            throw Setback("the customer who should be asked for a one-time code is not")
        }
        let wrong = await result { () throws(Setback) in try await add(.code(Secret(Journey.wrongCodeText)), to: grant)
        }
        guard let code = customer.code else { throw Setback("the TestCustomer has no code") }
        _ = try await add(.code(Secret(code)), to: grant)
        return wrong
    }

    private func result<Value: Sendable>(_ body: () async throws(Setback) -> Value) async -> Result<Value, Setback> {
        do throws(Setback) {
            return .success(try await body())
        } catch { return .failure(error) }
    }
}
