import HTTPTypes
import Logging
import ProviderKit

/// Why a step of the flow ends on an error page.
///
/// `closing` is the route that the page's "Close" dismisses, where it is known.
enum FlowError: Error {
    case connect(ConnectFailure, closing: ConnectPage.Step?)
    case provider(ProviderError, closing: ConnectPage.Step)
    /// No session cookie, or none that can be gone on with.
    case sessionLost(SessionLoss, closing: ConnectPage.Step?)
    /// A callback that fits no sign-in of this browser's.
    case signInLost
    /// The provider's login ended in nothing that can be gone on with.
    case signInFailed
    /// A post that another site sent, or a start that is no navigation.
    case crossSite
    /// A body that is no form, or a form without what the step needs.
    case unusableForm
    /// More typed than any login has.
    case inputTooLong(closing: ConnectPage.Step)
    /// A fault of ours or of a provider's code; the text is for the log.
    case internalFault(String, closing: ConnectPage.Step?)
}

extension Visit {
    /// The error page that says what happened, with the status that says the truth.
    @inline(never)
    func problem(for error: FlowError) -> FlowResponse {
        switch error {
        case .connect(let failure, let step): return problem(for: failure, closing: step)
        case .provider(let error, let step): return problem(for: error, closing: step)
        case .sessionLost(let loss, let step):
            logger.notice("no session to go on with", metadata: ["reason": "\(loss.rawValue)"])
            return loss == .blocked
                ? problem(.badRequest, .cookiesBlocked, closing: step)
                : problem(.badRequest, .sessionLost, closing: step, dropsSession: true)
        case .signInLost: return problem(.badRequest, .signInLost)
        case .signInFailed: return problem(.badGateway, .signInFailed, closing: .authMetadataCapture)
        case .crossSite: return problem(.forbidden, .crossSite)
        case .unusableForm: return problem(.badRequest, .unreadable)
        case .inputTooLong(let step): return problem(.contentTooLarge, .tooLarge, closing: step)
        case .internalFault(let reason, let step):
            logger.error("an internal fault", metadata: ["reason": "\(reason)"])
            return problem(.internalServerError, .internalFault, closing: step)
        }
    }

    private func problem(for failure: ConnectFailure, closing step: ConnectPage.Step?) -> FlowResponse {
        switch failure {
        case .refused(let refusal):
            logger.notice(
                "Connect refused",
                metadata: ["connect_status": "\(refusal.status)", "code": "\(refusal.code ?? "none")"])
            let kind: Problem.Kind = refusal.status == 429 ? .rateLimited : .connectRefused
            var response = problem(refusal.publicStatus, kind, message: refusal.message, closing: step)
            if let seconds = refusal.retryAfter { response.head.headerFields[.retryAfter] = String(seconds) }
            return response
        case .unreachable(let reason):
            logger.error("Connect is unreachable", metadata: ["reason": "\(reason)"])
            return problem(.badGateway, .connectDown, closing: step)
        case .unusable(let reason):
            logger.error("Connect's answer cannot be used", metadata: ["reason": "\(reason)"])
            return problem(.badGateway, .connectDown, closing: step)
        case .timedOut:
            logger.error("Connect did not answer in time")
            return problem(.gatewayTimeout, .connectTimeout, closing: step)
        }
    }

    private func problem(for error: ProviderError, closing step: ConnectPage.Step) -> FlowResponse {
        logger.notice("the provider's side says no", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
        switch error {
        case .rateLimited(let seconds):
            var response = problem(.tooManyRequests, .rateLimited, closing: step)
            if let seconds { response.head.headerFields[.retryAfter] = String(seconds) }
            return response
        case .unavailable: return problem(.serviceUnavailable, .providerDown, closing: step)
        case .unexpectedAnswer: return problem(.badGateway, .providerDown, closing: step)
        case .timedOut: return problem(.gatewayTimeout, .providerTimeout, closing: step)
        case .codeRequired, .selectionRequired, .invalidSelection, .invalidCode, .expiredCode:
            return problem(.unprocessableContent, .unsupported, closing: step)
        default: return problem(.unprocessableContent, .tariffProblem, closing: step)
        }
    }

    /// An error page.
    ///
    /// `closing` is the route that "Close" dismisses, where it is known; `dropsSession` says that the cookie is to blame.
    @inline(never)
    func problem(
        _ status: HTTPResponse.Status, _ kind: Problem.Kind, message: String? = nil, canRetry: Bool = true,
        closing: ConnectPage.Step? = nil, dropsSession: Bool = false
    ) -> FlowResponse {
        // The provider's name and colour stay on the page where the session knows them.
        var known: ConnectPage?
        if let token, case .session(let session) = cookies.find(token) { known = session.page }
        let problem = Problem(
            kind, message: message, reference: request.id, canRetry: canRetry && token != nil,
            closeRoute: token == nil ? nil : closing?.rawValue)
        var response = render(.problem(problem), known, status)
        if dropsSession, let token { response.set(cookies.drop(token)) }
        return response
    }
}
