import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit

// Providers with OAuth2: away to the provider's own login, and back (RFC 6749, with the practice of RFC 9700).

extension Visit {
    /// The login page's one button: away to the provider.
    func leaveToSignIn(_ client: OAuth2Client, _ session: Session, _ token: ConnectToken) throws(FlowError)
        -> FlowResponse
    {
        guard let redirectURI = flow.settings.redirectURI else {
            throw .internalFault("PUBLIC_URL is not set", closing: .authMetadataCapture)
        }
        var session = session
        let attempt = session.signIn ?? SignInAttempt(token)
        session.signIn = attempt
        let address = client.server.authorizationURL(
            redirectURI: redirectURI, state: attempt.state.reveal(), proof: attempt.proof)
        return try keep(session, token, answering: seeOther(address))
    }

    /// `GET /callback`: the customer is back from the provider's login.
    func callback(_ client: OAuth2Client) async throws(FlowError) -> FlowResponse {
        // A browser that fetches ahead must not use the code up.
        guard !request.head.isNoNavigation else { throw .crossSite }
        guard let token, let query = try? FormData(request.query.utf8), let answer = CallbackAnswer(query),
            answer.fingerprint == token.fingerprint, case .session(let session) = cookies.find(token)
        else { throw .signInLost }
        // Loaded again, or gone back to.
        guard session.page.step == .authMetadataCapture, session.pending == nil, let attempt = session.signIn else {
            return goToPage(token)
        }
        guard answer.state == attempt.state else { throw .signInLost }
        var next = session
        next.signIn = nil
        if let issuer = answer.issuer, let expected = client.server.issuer, issuer != expected {
            logger.error("the callback names another issuer than the provider's")
            return try keep(next, token, answering: problem(for: .signInFailed))
        }
        switch answer.outcome {
        case .error(let name): return try keep(next, token, answering: problem(forAuthorisation: name))
        case .code(let code): return try await signIn(code, attempt, client, next, token)
        }
    }

    /// Exchanges the code and goes on as after a login, with the session without the attempt: a page that is loaded again
    /// leads forward then.
    private func signIn(
        _ code: Secret, _ attempt: SignInAttempt, _ client: OAuth2Client, _ next: Session, _ token: ConnectToken
    ) async throws(FlowError) -> FlowResponse {
        let context = providerContext(next.page.direction)
        let tokens: OAuth2Tokens
        do {
            enter(.providerToken)
            tokens = try await flow.refresher.exchange(
                code: code, proof: attempt.proof, redirectURI: flow.settings.redirectURI ?? "", client, in: context)
        } catch {
            guard error == .invalidCode else {
                throw .provider(error.cleaned(of: [code, attempt.proof.verifier]), closing: .authMetadataCapture)
            }
            logger.notice("the provider does not take the code that it sent")
            return try keep(next, token, answering: problem(for: .signInFailed))
        }
        do {
            enter(.providerAuthorise)
            let outcome = try await flow.provider.authorise(Credentials([:]), tokens: tokens, in: context)
            return try await goOn(with: outcome, credentials: [:], next, token)
        } catch let error as ProviderError {
            return try keep(next, token, answering: answer(to: error, hiding: tokens.secrets, next, token))
        } catch let error as FlowError {
            return try keep(next, token, answering: problem(for: error))
        } catch {
            throw .internalFault("\(type(of: error))", closing: .authMetadataCapture)
        }
    }

    private func answer(to error: ProviderError, hiding secrets: [Secret], _ session: Session, _ token: ConnectToken)
        -> FlowResponse
    {
        do {
            return try refusal(error, session, token, hiding: secrets)
        } catch {
            return problem(for: error)
        }
    }

    /// The page for an authorisation server's error.
    private func problem(forAuthorisation name: String) -> FlowResponse {
        logger.notice("the provider's login ended without a code", metadata: ["error": "\(name)"])
        switch name {
        case "access_denied": return problem(.unprocessableContent, .signInDenied, closing: .authMetadataCapture)
        case "temporarily_unavailable":
            return problem(.serviceUnavailable, .providerDown, closing: .authMetadataCapture)
        case "server_error": return problem(.badGateway, .providerDown, closing: .authMetadataCapture)
        default: return problem(for: .signInFailed)
        }
    }
}

// MARK: - Tokens that have been renewed

extension Visit {
    /// FlatPeak's stored data with newer tokens in it (FlatPeak protocol, section 7); `nil` where there are none.
    ///
    /// `previous` is the grant that FlatPeak sent, and `grant` what the sign-in made of it, if it came so far.
    func renewed(_ data: [String: JSONValue], _ previous: AnyProvider.Grant?, _ grant: AnyProvider.Grant?)
        -> [String: JSONValue]?
    {
        guard let previous, let stored = previous.oauth2Tokens else { return nil }
        let newest = flow.refresher.newest(of: stored)
        guard newest.generation > stored.generation,
            let members = try? (grant ?? previous).with(newest).members(storedSecrets)
        else { return nil }
        return data.merging(members) { $1 }
    }
}

extension OAuth2Tokens {
    /// What must not be seen.
    fileprivate var secrets: [Secret] { [accessToken] + (refreshToken.map { [$0] } ?? []) }
}

extension ConnectFlow.Settings {
    /// Where an authorisation server sends customers back to; `nil` without `PUBLIC_URL`.
    public var redirectURI: String? {
        publicURL.map { url in
            let text = url.absoluteString
            return text.prefix(upTo: text.lastIndex { $0 != "/" }.map { text.index(after: $0) } ?? text.endIndex)
                + "/callback"
        }
    }
}
