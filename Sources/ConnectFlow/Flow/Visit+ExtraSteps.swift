import HTTPTypes
import Logging
import ProviderKit

// What a provider asks for between login and consent: a one-time code, the choice of a contract.

extension Visit {
    /// Longer than any one-time code.
    private static let codeLimit = 64

    /// `POST /extra_auth_metadata_capture`: a one-time code, or the choice of an account.
    func extraAuthMetadataCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (form, stored) = try posted(token, .authMetadataCapture)
        guard stored.pending != nil else { return goToPage(token) }
        let session: Session
        switch try await completed(stored) {
        case .session(let complete): session = complete
        case .signedIn(let grant, let credentials):
            return try await submit(grant, credentials: credentials, stored, token)
        }
        guard let pending = session.pending else { return goToPage(token) }
        switch (pending.requirement, form["account"], form["otpCode"]) {
        case (.multipleAvailableTariffs(let choices), let account, _):
            // What the browser sends is not trusted where the session knows better.
            guard let account, choices.contains(where: { $0.id == account }) else {
                return render(.accounts(choices, problem: true), session.page, .unprocessableContent)
            }
            return try await answer(.account(account), hiding: [], pending, session, token)
        case (.code(let hint), nil, let code):
            let digits = code?.filter { !$0.isWhitespace } ?? ""
            guard (1...Self.codeLimit).contains(digits.utf8.count) else {
                return render(
                    .code(hint: hint, problem: .wrong, attemptsLeft: pending.attemptsLeft), session.page,
                    .unprocessableContent)
            }
            return try await answer(.code(Secret(digits)), hiding: [Secret(digits)], pending, session, token)
        // A page of earlier: what the session stands on now is another.
        default: return try keep(session, token, answering: goToPage(token))
        }
    }

    private func answer(
        _ answer: ExtraAnswer, hiding: [Secret], _ pending: Session.Pending, _ session: Session, _ token: ConnectToken
    ) async throws(FlowError) -> FlowResponse {
        guard let grant = grant(of: pending) else {
            throw .sessionLost(.unusableGrant, closing: .authMetadataCapture)
        }
        let outcome: AnyProvider.Outcome
        do {
            enter(.providerExtra)
            outcome = try await flow.provider.captureExtraAuthData(
                answer, for: grant, in: providerContext(session.page.direction))
        } catch {
            switch (error, pending.requirement) {
            case (.invalidCode, .code(let hint)): return try codeAgain(.wrong, hint, pending, session, token)
            case (.expiredCode, .code(let hint)): return try codeAgain(.expired, hint, pending, session, token)
            case (.invalidSelection, .multipleAvailableTariffs(let choices)):
                return render(.accounts(choices, problem: true), session.page, .unprocessableContent)
            default:
                return try refusal(
                    error, session, token, hiding: hiding + pending.credentials.values + grant.tokens)
            }
        }
        return try await goOn(with: outcome, credentials: pending.credentials, session, token)
    }

    /// The code's page once more, or the end of the login when the tries are used up.
    private func codeAgain(
        _ problem: CodeProblem, _ hint: String?, _ pending: Session.Pending, _ session: Session, _ token: ConnectToken
    ) throws(FlowError) -> FlowResponse {
        logger.notice("code refused", metadata: ["code": "invalid_credentials"])
        var (session, pending) = (session, pending)
        pending.failures += 1
        let isOver = pending.attemptsLeft <= 0
        session.pending = isOver ? nil : pending
        let page = isOver ? Page.failedLogin : .code(hint: hint, problem: problem, attemptsLeft: pending.attemptsLeft)
        return try keep(session, token, answering: render(page, session.page, .unprocessableContent))
    }

    /// A session with everything that the next step needs.
    enum Completion {
        case session(Session)
        /// The provider, asked again, needs nothing more.
        case signedIn(AnyProvider.Grant, credentials: [String: Secret])
    }

    /// Asks the provider again for what did not fit the cookie.
    func completed(_ session: Session) async throws(FlowError) -> Completion {
        guard session.isIncomplete, let pending = session.pending else { return .session(session) }
        var session = session
        do {
            // Tokens are all that there is of a sign-in elsewhere.
            let previous = flow.provider.oauth2 == nil ? nil : grant(of: pending)
            enter(.providerAuthorise)
            let outcome = try await flow.provider.authorise(
                Credentials(pending.credentials), previous: previous, in: providerContext(session.page.direction))
            guard let requirement = outcome.usableRequirement else {
                return .signedIn(outcome.grant, credentials: pending.credentials)
            }
            session.pending = Session.Pending(
                credentials: pending.credentials, grant: try members(outcome.grant), requirement: requirement)
        } catch let error as ProviderError {
            throw .provider(error.cleaned(of: Array(pending.credentials.values)), closing: .authMetadataCapture)
        } catch let error as FlowError {
            throw error
        } catch {
            throw .internalFault("\(type(of: error))", closing: .authMetadataCapture)
        }
        return .session(session)
    }

    private func grant(of pending: Session.Pending) -> AnyProvider.Grant? {
        pending.grant.flatMap { flow.provider.grant(from: $0, .insideSealedData) }
    }

    /// A grant's JSON form for the sealed session.
    func members(_ grant: AnyProvider.Grant) throws(FlowError) -> [String: JSONValue] {
        do {
            return try grant.members(.insideSealedData)
        } catch {
            throw .internalFault(
                "the provider's grant cannot be encoded as a JSON object", closing: .authMetadataCapture)
        }
    }
}

extension AnyProvider.Outcome {
    /// The requirement; a choice among nothing is the requirement that there be something.
    var usableRequirement: ExtraRequirement? {
        requirement == .multipleAvailableTariffs([]) ? .noAvailableTariffs : requirement
    }
}

extension Session.Pending {
    var attemptsLeft: Int { Self.failureLimit - failures }
}
