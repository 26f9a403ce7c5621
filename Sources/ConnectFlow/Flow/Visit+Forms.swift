import HTTPTypes

extension Visit {
    /// A form of a step, that our own page sent, and its session.
    @inline(never)
    func posted(_ token: ConnectToken, _ step: ConnectPage.Step) throws(FlowError) -> (FormData, Session) {
        let form = try trustedForm(token, step)
        return (form, try session(token, step))
    }

    /// A form that no other site sent.
    @inline(never)
    func trustedForm(_ token: ConnectToken, _ step: ConnectPage.Step?) throws(FlowError) -> FormData {
        switch origin {
        case .own: break
        case .foreign: throw .crossSite
        case .unknown: _ = try session(token, step)
        }
        let type = request.head.headerFields[.contentType]?.split(separator: ";").first?.lowercased()
            .filter { $0 != " " && $0 != "\t" }
        guard type == "application/x-www-form-urlencoded", let form = try? FormData(request.body) else {
            throw .unusableForm
        }
        return form
    }

    private var origin: Origin { Origin(of: request.head, publicURL: flow.settings.publicURL) }

    /// A page of ours sets a cookie that stays as long as a session can. Where one posts and no cookie at all comes along,
    /// the browser blocks cookies. Only with ``Origin/own`` is it known that a page of ours posts, and does "Close" work.
    private func session(_ token: ConnectToken, _ step: ConnectPage.Step?) throws(FlowError) -> Session {
        let isOwn = origin == .own
        switch cookies.find(token) {
        case .session(let session): return session
        case .unusable(let loss): throw .sessionLost(loss, closing: isOwn ? step : nil)
        case .none:
            throw .sessionLost(isOwn && cookies.isEmpty ? .blocked : .missing, closing: isOwn ? step : nil)
        }
    }
}
