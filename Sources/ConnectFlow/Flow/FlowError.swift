import HTTPTypes
import Logging
import ProviderKit

/// Why a step of the flow ends on an error page.
enum FlowError: Error {
    case connect(ConnectFailure)
    case provider(ProviderError, step: ConnectPage.Step)
    /// No session cookie, or none that opens.
    case sessionLost
    /// A post that another site sent, or a start that is no navigation.
    case crossSite
    /// A body that is no form, or a form without what the step needs.
    case unusableForm
    /// A session that fits no cookie.
    case sessionTooLarge
}

extension Visit {
    /// The error page that says what happened, with the status that says the truth.
    func problem(for error: FlowError) -> FlowResponse {
        switch error {
        case .connect(let failure): problem(for: failure)
        case .provider(let error, let step): problem(for: error, step: step)
        case .sessionLost: problem(.badRequest, .sessionLost, dropsSession: true)
        case .crossSite: problem(.forbidden, .crossSite)
        case .unusableForm: problem(.badRequest, .unreadable)
        case .sessionTooLarge: problem(.badGateway, .connectDown)
        }
    }

    private func problem(for failure: ConnectFailure) -> FlowResponse {
        switch failure {
        case .refused(let status, let code, let message):
            logger.notice("Connect refused", metadata: ["connect_status": "\(status)", "code": "\(code ?? "none")"])
            let kind: Problem.Kind = status == 429 ? .rateLimited : .connectRefused
            return problem(HTTPResponse.Status(code: status), kind, message: message)
        case .unreachable(let reason):
            logger.error("Connect is unreachable", metadata: ["reason": "\(reason)"])
            return problem(.badGateway, .connectDown)
        case .unusable(let reason):
            logger.error("Connect's answer cannot be used", metadata: ["reason": "\(reason)"])
            return problem(.badGateway, .connectDown)
        case .timedOut:
            logger.error("Connect did not answer in time")
            return problem(.gatewayTimeout, .connectTimeout)
        }
    }

    private func problem(for error: ProviderError, step: ConnectPage.Step) -> FlowResponse {
        logger.notice("the provider's side says no", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
        let close = step.rawValue
        switch error {
        case .rateLimited(let seconds):
            var response = problem(.tooManyRequests, .rateLimited, closeRoute: close)
            if let seconds { response.head.headerFields[.retryAfter] = String(seconds) }
            return response
        case .unavailable: return problem(.serviceUnavailable, .providerDown, closeRoute: close)
        case .unexpectedAnswer: return problem(.badGateway, .providerDown, closeRoute: close)
        case .timedOut: return problem(.gatewayTimeout, .providerTimeout, closeRoute: close)
        default: return problem(.unprocessableContent, .tariffProblem, closeRoute: close)
        }
    }

    /// An error page.
    ///
    /// - Parameters:
    ///   - closeRoute: the route that "Close" dismisses, where it is known.
    ///   - dropsSession: whether the cookie is to blame.
    func problem(
        _ status: HTTPResponse.Status, _ kind: Problem.Kind, message: String? = nil, canRetry: Bool = true,
        closeRoute: String? = nil, dropsSession: Bool = false
    ) -> FlowResponse {
        let problem = Problem(
            kind, message: message.map { String($0.prefix(500)) }, reference: request.id,
            canRetry: canRetry && token != nil, closeRoute: token == nil ? nil : closeRoute)
        var response = render(.problem(problem), nil, status)
        if dropsSession, let token { response.set(cookies.drop(token)) }
        return response
    }

    /// What a request gets that was turned away before it came here.
    func refuse(_ reason: ConnectFlow.Refusal) -> FlowResponse {
        let (status, kind, text): (HTTPResponse.Status, Problem.Kind, String) =
            switch reason {
            case .tooLarge(let status, let limit): (status, .tooLarge, "The request exceeds \(limit) bytes.")
            case .malformed(let status): (status, .unreadable, "The request is incomplete.")
            case .busy: (.serviceUnavailable, .busy, "Too much is being worked on; try again in a moment.")
            }
        let code =
            switch reason {
            case .tooLarge: "payload_too_large"
            case .malformed: "invalid_request"
            case .busy: "rate_limited"
            }
        var response = route == .tariffPlan ? apiError(status, code: code, text) : problem(status, kind)
        if case .busy(let seconds) = reason { response.head.headerFields[.retryAfter] = String(seconds) }
        logger.notice("refused", metadata: ["status": "\(status.code)"])
        return response
    }
}
