import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit

// Between the steps: where a step leads, and what is kept of it.
//
// Not inlined: what comes after a login must not stand in the frame of a request that waits for one.

extension Visit {
    /// What follows a sign-in: another requirement's page, or Connect's next one.
    @inline(never)
    func goOn(
        with outcome: AnyProvider.Outcome, credentials: [String: Secret], _ session: Session, _ token: ConnectToken
    ) async throws(FlowError) -> FlowResponse {
        guard let requirement = outcome.usableRequirement else {
            return try await submit(outcome.grant, credentials: credentials, session, token)
        }
        var session = session
        session.pending = Session.Pending(
            credentials: credentials, grant: try members(outcome.grant), requirement: requirement)
        return try keep(session, token, answering: goToPage(token))
    }

    /// Hands a complete sign-in to Connect.
    @inline(never)
    func submit(
        _ grant: AnyProvider.Grant, credentials: [String: Secret], _ session: Session, _ token: ConnectToken
    ) async throws(FlowError) -> FlowResponse {
        var data: [String: JSONValue]
        do {
            data = try grant.members(storedSecrets)
        } catch {
            throw .internalFault(
                "the provider's grant cannot be encoded as a JSON object", closing: .authMetadataCapture)
        }
        // The form fields in clear, as FlatPeak's backend logs in with them again; on a clash the hook's value wins.
        data.merge(credentials.mapValues { .string($0.reveal()) }) { hook, _ in hook }
        if session.page.direction == .export { data["direction"] = "EXPORT" }
        return try await advance(
            .authMetadata(data), .authMetadataCapture, session, token, hiding: credentials.values + grant.tokens)
    }

    /// Takes a step at Connect and goes where its answer leads.
    ///
    /// `route` is the page that the step belongs to; `secrets` must not come back in Connect's words.
    @inline(never)
    func advance(
        _ step: ConnectClient.Step, _ route: ConnectPage.Step, _ session: Session?, _ token: ConnectToken,
        hiding secrets: [Secret] = []
    ) async throws(FlowError) -> FlowResponse {
        var answer: ConnectAnswer
        do {
            enter(step.timed)
            answer = try await flow.connect.take(step, token, deadline: deadline)
        } catch {
            guard let moved = await whereItMoved(from: route, session, after: error, token) else {
                throw .connect(error.cleaned(of: secrets), closing: route)
            }
            logger.notice("the session had moved on: going on from where it stands")
            answer = moved
        }
        switch answer {
        case .redirect(let target): return leave(to: target, token)
        case .page(let page):
            var next = session ?? Session(token, page: page, now: now)
            next.page = page
            next.pending = nil
            // From the page itself no redirect leads to it: where the new cookie does not stick, it would do so for ever.
            let isThere = self.route == .page
            return try keep(
                next, token, answering: isThere ? render(currentPage(of: next), page) : goToPage(token))
        }
    }

    /// Where the session stands at Connect, when a step was refused because it stands elsewhere: a double click sends a
    /// form twice, and the customer sees the second one's answer. Asks once.
    ///
    /// - Returns: `nil` where it stands on the page of the step, so that the refusal was meant.
    @inline(never)
    private func whereItMoved(
        from route: ConnectPage.Step, _ session: Session?, after failure: ConnectFailure, _ token: ConnectToken
    ) async -> ConnectAnswer? {
        guard failure.mayBeAboutOrder else { return nil }
        enter(.connectStart)
        guard let answer = try? await flow.connect.take(.start, token, deadline: deadline)
        else { return nil }
        if case .page(let page) = answer, page.isSamePlace(as: route, session?.page.authMetadataID) { return nil }
        return answer
    }

    /// `303 See Other` to the page that the session stands on.
    func goToPage(_ token: ConnectToken) -> FlowResponse { seeOther(request.mount.path("/page", token: token)) }

    /// Back to the app: the session is over.
    func leave(to target: RedirectTarget, _ token: ConnectToken) -> FlowResponse {
        var response = seeOther(target.location)
        response.set(cookies.drop(token))
        return response
    }

    @inline(never)
    func keep(_ session: Session, _ token: ConnectToken, answering response: FlowResponse) throws(FlowError)
        -> FlowResponse
    {
        enter(.seal)
        guard let fields = cookies.keep(session, for: token) else {
            throw .internalFault(
                "the session fits no cookie: the provider's grant is too large", closing: session.page.step)
        }
        var response = response
        response.set(fields)
        return response
    }

    /// How the provider's tokens look in FlatPeak's storage.
    var storedSecrets: SecretCoding { flow.keys.storedSecrets(of: flow.provider.profile.flatPeakID) }
}
