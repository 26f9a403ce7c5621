import HTTPTypes

extension Visit {
    /// What a request gets that was turned away before it came here.
    func refuse(_ reason: ConnectFlow.Refusal) -> FlowResponse {
        let (status, kind, code, text): (HTTPResponse.Status, Problem.Kind, String, String) =
            switch reason {
            case .tooLarge(let status, let limit):
                (status, .tooLarge, "payload_too_large", "The request exceeds \(limit) bytes.")
            case .malformed(let status): (status, .unreadable, "invalid_request", "The request is incomplete.")
            case .busy:
                (.serviceUnavailable, .busy, "rate_limited", "Too much is being worked on; try again in a moment.")
            case .rateLimited: (.tooManyRequests, .rateLimited, "rate_limited", "Too many requests in a short time.")
            }
        var response = route == .tariffPlan ? apiError(status, code: code, text) : problem(status, kind)
        switch reason {
        case .busy(let seconds), .rateLimited(let seconds):
            response.head.headerFields[.retryAfter] = String(seconds)
        default: break
        }
        return response
    }
}
