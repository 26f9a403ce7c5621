import HTTPTypes
import Logging
import ProviderKit

// The steps of the flow. A post that moves on answers 303 to the page, which can be reloaded and gone back to; a post
// that is refused answers with its page and the true status.

extension Visit {
    /// Bytes of all the fields of a login together: more than any has, and little enough for a cookie.
    private static let loginLimit = 1024

    /// `GET /`: asks Connect afresh.
    func start(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        guard !request.head.isNoNavigation else { throw .crossSite }
        var step: ConnectPage.Step?
        if case .session(let session) = cookies.find(token) { step = session.page.step }
        let answer: ConnectAnswer
        do {
            enter(.connectStart)
            answer = try await flow.connect.take(.start, token, deadline: deadline)
        } catch {
            throw .connect(error, closing: step)
        }
        switch answer {
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
        case .unusable(let loss): throw .sessionLost(loss, closing: nil)
        case .session(let session):
            switch try await completed(session) {
            case .session(let complete):
                return try keep(complete, token, answering: render(currentPage(of: complete), complete.page))
            case .signedIn(let grant, let credentials):
                return try await submit(grant, credentials: credentials, session, token)
            }
        }
    }

    /// `POST /auth_metadata_capture`: the login.
    func authMetadataCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (form, session) = try posted(token, .authMetadataCapture)
        // A form that is sent twice: the first one has moved the session on.
        guard session.page.step == .authMetadataCapture else { return goToPage(token) }
        if let client = flow.provider.oauth2 { return try leaveToSignIn(client, session, token) }
        let fields = flow.provider.profile.loginFields
        var values: [String: Secret] = [:]
        for field in fields {
            if let value = form[field.name] { values[field.name] = Secret(value) }
        }
        guard fields.allSatisfy({ !$0.isRequired || values[$0.name]?.isEmpty == false }) else {
            return render(.failedLogin, session.page, .unprocessableContent)
        }
        guard values.values.reduce(0, { $0 + $1.reveal().utf8.count }) <= Self.loginLimit else {
            throw .inputTooLong(closing: .authMetadataCapture)
        }
        let outcome: AnyProvider.Outcome
        do {
            enter(.providerAuthorise)
            outcome = try await flow.provider.authorise(
                Credentials(values), in: providerContext(session.page.direction))
        } catch {
            return try refusal(error, session, token, hiding: Array(values.values))
        }
        return try await goOn(with: outcome, credentials: values, session, token)
    }

    /// `POST /consent_capture`: Allow.
    func consentCapture(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let (_, session) = try posted(token, .consentCapture)
        guard session.page.step == .consentCapture, let id = session.page.authMetadataID else { return goToPage(token) }
        return try await advance(.consent(authMetadataID: id), .consentCapture, session, token)
    }

    /// `POST /action`: "Set tariff manually", Deny, "Select another provider", Close.
    ///
    /// Needs no session where the browser says that our own page sent it: this is the way out when cookies are blocked.
    func action(_ token: ConnectToken) async throws(FlowError) -> FlowResponse {
        let form = try trustedForm(token, nil)
        guard let action = form["action"], ["DISMISS_DIRECT", "DISCONNECT"].contains(action),
            let route = form["route"], let step = ConnectPage.Step(rawValue: route)
        else { throw .unusableForm }
        var session: Session?
        if case .session(let found) = cookies.find(token) { session = found }
        return try await advance(.action(route: step.rawValue, action: action), step, session, token)
    }

    /// What the customer sees when the provider says no to a login.
    func refusal(_ error: ProviderError, _ session: Session, _ token: ConnectToken, hiding secrets: [Secret])
        throws(FlowError) -> FlowResponse
    {
        switch error {
        case .invalidCredentials:
            logger.notice("login refused", metadata: ["code": "\(error.code)"])
            return render(.failedLogin, session.page, .unprocessableContent)
        case .noTariff:
            logger.notice("no tariff", metadata: ["code": "\(error.code)"])
            return render(.noTariffs, session.page, .unprocessableContent)
        case .reauthorisationRequired(let reason):
            logger.notice("signed out", metadata: ["reason": "\(reason.hiding(secrets).plain(maximumBytes: 300))"])
            throw .sessionLost(.signedOut, closing: .authMetadataCapture)
        default: throw .provider(error.cleaned(of: secrets), closing: .authMetadataCapture)
        }
    }
}
