import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit

// The steps of the flow. A post that moves on answers 303 to the page, which can be reloaded and gone back to; a post
// that is refused answers with its page and the true status.

extension Visit {
    /// `GET /`: asks Connect afresh.
    func start(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        guard !request.head.isNoNavigation else { throw .crossSite }
        switch try await take(.start, token) {
        case .redirect(let target): return leave(to: target, token)
        case .page(let page):
            let session = Session(token, page: page, now: now)
            return try keep(session, token, answering: render(currentPage(of: session), page))
        }
    }

    /// `GET /page`: the page that the session stands on.
    func page(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        switch cookies.find(token) {
        case .none: return seeOther(request.mount.path("/", token: token))
        case .unusable: throw .sessionLost
        case .session(let session):
            let complete = try await withChoices(session)
            return try keep(session, token, answering: render(currentPage(of: complete), session.page))
        }
    }

    /// `POST /auth_metadata_capture`: the login.
    func authMetadataCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (form, session) = try posted(token)
        // A form that is sent twice: the first one has moved the session on.
        guard session.page.step == .authMetadataCapture else { return seeOther(request.mount.path("/page", token: token)) }
        let fields = flow.provider.profile.loginFields
        var values: [String: Secret] = [:]
        for field in fields {
            if let value = form[field.name] { values[field.name] = Secret(value) }
        }
        guard fields.allSatisfy({ !$0.isRequired || values[$0.name]?.isEmpty == false }) else {
            return render(.failedLogin, session.page, .unprocessableContent)
        }
        let outcome: AnyProvider.Outcome
        do {
            outcome = try await flow.provider.authorise(
                Credentials(values), in: providerContext(session.page.direction))
        } catch {
            guard error == .invalidCredentials else { throw .provider(error, step: .authMetadataCapture) }
            logger.notice("login refused", metadata: ["code": "\(error.code)"])
            return render(.failedLogin, session.page, .unprocessableContent)
        }
        return try await goOn(with: outcome, credentials: values, session, token)
    }

    /// `POST /extra_auth_metadata_capture`: a one-time code, or the choice of an account.
    func extraAuthMetadataCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (form, session) = try posted(token)
        guard var pending = session.pending else { return seeOther(request.mount.path("/page", token: token)) }
        let complete = try await withChoices(session)
        let answer: ExtraAnswer
        switch (complete.pending?.requirement, form["account"], form["otpCode"]) {
        case (.multipleAvailableTariffs(let choices), let account, _):
            // What the browser sends is not trusted where the session knows better.
            guard let account, choices.contains(where: { $0.id == account }) else {
                return render(.accounts(choices, problem: true), session.page, .unprocessableContent)
            }
            answer = .account(account)
        case (.code(let hint), _, let code):
            guard let code, !code.isEmpty else {
                return render(.code(hint: hint, problem: .wrong, attemptsLeft: nil), session.page, .unprocessableContent)
            }
            answer = .code(Secret(code.filter { !$0.isWhitespace }))
        default: return seeOther(request.mount.path("/page", token: token))
        }
        guard let grant = flow.provider.grant(from: pending.grant, .insideSealedData) else { throw .sessionLost }
        do {
            let outcome = try await flow.provider.captureExtraAuthData(
                answer, for: grant, in: providerContext(session.page.direction))
            return try await goOn(with: outcome, credentials: pending.credentials, session, token)
        } catch let error as ProviderError {
            guard error == .invalidCode || error == .expiredCode, case .code(let hint) = pending.requirement else {
                throw .provider(error, step: .authMetadataCapture)
            }
            pending.failures += 1
            let left = Session.Pending.failureLimit - pending.failures
            var session = session
            session.pending = left > 0 ? pending : nil
            guard left > 0 else {
                return try keep(session, token, answering: render(.failedLogin, session.page, .unprocessableContent))
            }
            let page = Page.code(hint: hint, problem: error == .expiredCode ? .expired : .wrong, attemptsLeft: left)
            return try keep(session, token, answering: render(page, session.page, .unprocessableContent))
        } catch let error as FlowError {
            throw error
        } catch {
            throw .sessionLost
        }
    }

    /// `POST /consent_capture`: Allow.
    func consentCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (_, session) = try posted(token)
        guard let id = session.page.authMetadataID else { return seeOther(request.mount.path("/page", token: token)) }
        return try await advance(.consent(authMetadataID: id), session, token)
    }

    /// `POST /action`: "Set tariff manually", Deny, "Select another provider", Close.
    func action(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let form = try trustedForm(token)
        guard let action = form["action"], ["DISMISS_DIRECT", "DISCONNECT"].contains(action),
            let route = form["route"], let step = ConnectPage.Step(rawValue: route)
        else { throw .unusableForm }
        var session: Session?
        if case .session(let found) = cookies.find(token) { session = found }
        return try await advance(.action(route: step.rawValue, action: action), session, token)
    }
}

// MARK: - Between the steps

extension Visit {
    /// What follows a sign-in: another requirement's page, or Connect's next one.
    private func goOn(
        with outcome: AnyProvider.Outcome, credentials: [String: Secret], _ session: Session, _ token: ConnectToken
    ) async throws(FlowError) -> FlowResponse {
        var session = session
        if let requirement = outcome.requirement {
            guard let grant = try? outcome.grant.members(.insideSealedData) else { throw .sessionTooLarge }
            session.pending = Session.Pending(credentials: credentials, grant: grant, requirement: requirement)
            return try keep(session, token, answering: seeOther(request.mount.path("/page", token: token)))
        }
        guard var data = try? outcome.grant.members(flow.keys.storedSecrets) else { throw .sessionTooLarge }
        // The form fields in clear, as FlatPeak's backend logs in with them again; on a clash the hook's value wins.
        data.merge(credentials.mapValues { .string($0.reveal()) }) { hook, _ in hook }
        if session.page.direction == .export { data["direction"] = "EXPORT" }
        session.pending = nil
        return try await advance(.authMetadata(data), session, token)
    }

    /// Takes a step at Connect and goes where its answer leads.
    private func advance(_ step: ConnectClient.Step, _ session: Session?, _ token: ConnectToken)
        async throws(FlowError) -> FlowResponse
    {
        switch try await take(step, token) {
        case .redirect(let target): return leave(to: target, token)
        case .page(let page):
            var next = session ?? Session(token, page: page, now: now)
            next.page = page
            next.pending = nil
            return try keep(next, token, answering: seeOther(request.mount.path("/page", token: token)))
        }
    }

    private func take(_ step: ConnectClient.Step, _ token: ConnectToken) async throws(FlowError) -> ConnectAnswer {
        do {
            return try await flow.connect.take(step, token, deadline: deadline)
        } catch {
            throw .connect(error)
        }
    }

    /// Back to the app: the session is over.
    private func leave(to target: RedirectTarget, _ token: ConnectToken) -> FlowResponse {
        var response = seeOther(target.location)
        response.set(cookies.drop(token))
        return response
    }

    private func keep(_ session: Session, _ token: ConnectToken, answering response: FlowResponse) throws(FlowError)
        -> FlowResponse
    {
        guard let fields = cookies.keep(session, for: token) else { throw .sessionTooLarge }
        var response = response
        response.set(fields)
        return response
    }

    /// A form that our own page sent, and its session.
    private func posted(_ token: ConnectToken) throws(FlowError) -> (FormData, Session) {
        let form = try trustedForm(token)
        guard case .session(let session) = cookies.find(token) else { throw .sessionLost }
        return (form, session)
    }

    /// A form that no other site sent.
    private func trustedForm(_ token: ConnectToken) throws(FlowError) -> FormData {
        switch Origin(of: request.head, publicURL: flow.settings.publicURL) {
        case .own: break
        case .foreign: throw .crossSite
        case .unknown:
            guard case .session = cookies.find(token) else { throw .sessionLost }
        }
        let type = request.head.headerFields[.contentType]?.split(separator: ";").first?.lowercased()
        guard type == "application/x-www-form-urlencoded", let form = try? FormData(request.body) else {
            throw .unusableForm
        }
        return form
    }

    /// The session with the choices that did not fit its cookie: asked of the provider again.
    private func withChoices(_ session: Session) async throws(FlowError) -> Session {
        guard let pending = session.pending, pending.requirement == .multipleAvailableTariffs([]) else { return session }
        var session = session
        do {
            let outcome = try await flow.provider.authorise(
                Credentials(pending.credentials), in: providerContext(session.page.direction))
            if let requirement = outcome.requirement { session.pending?.requirement = requirement }
        } catch {
            throw .provider(error, step: .authMetadataCapture)
        }
        return session
    }
}
