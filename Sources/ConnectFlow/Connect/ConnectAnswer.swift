import FoundationEssentials
import HTTPTypes
import ProviderKit

/// What Connect wants to happen next.
enum ConnectAnswer: Sendable {
    case page(ConnectPage)
    case redirect(RedirectTarget)

    /// Reads Connect's answer.
    ///
    /// - Throws: ``ConnectFailure`` for its refusals, and for whatever is neither.
    init(_ answer: HTTPAnswer) throws(ConnectFailure) {
        let status = answer.status.code
        let isRefusal = (400..<500).contains(status)
        guard isRefusal || (200..<300).contains(status) else { throw .unusable("status \(status)") }
        guard let document = try? JSONValue.read(ConnectDocument.self, from: answer.body) else {
            throw isRefusal
                ? .refused(Refusal(status: status, nil, answer)) : .unusable("no JSON object (status \(status))")
        }
        if isRefusal || document.object == "error" {
            throw .refused(Refusal(status: isRefusal ? status : 400, document, answer))
        }
        switch document.route {
        case "session_redirect":
            guard let target = document.data?.redirectURL.flatMap(RedirectTarget.init) else {
                throw .unusable("an unusable redirect_url")
            }
            self = .redirect(target)
        case "error":
            var refusal = Refusal(status: 400, document, answer)
            refusal.isErrorPage = true
            throw .refused(refusal)
        case .some(let route):
            guard let step = ConnectPage.Step(rawValue: route) else { throw .unusable("an unknown route") }
            self = .page(try ConnectPage(document, step: step))
        case nil: throw .unusable("an answer without a route")
        }
    }

    /// Connect's no, in its own words.
    struct Refusal: Hashable, Sendable {
        /// 400 to 499.
        let status: Int
        /// Such as `route_not_allowed`: fit for a log.
        let code: String?
        /// For people.
        let message: String?
        /// Seconds.
        let retryAfter: Int?
        /// Connect sent an error page to show, and not an error object.
        var isErrorPage = false
    }
}

extension ConnectAnswer.Refusal {
    /// Reads an error object, an error page object, or a bare message (FlatPeak protocol, section 2).
    fileprivate init(status: Int, _ document: ConnectDocument?, _ answer: HTTPAnswer) {
        func plain(_ text: String?, bytes: Int) -> String? {
            let text = text?.plain(maximumBytes: bytes)
            return text?.isEmpty == false ? text : nil
        }
        self.status = status
        // Whoever reads the log must be able to trust what it looks like.
        code = plain(document?.code, bytes: 64).map { code in
            code.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "_-.".utf8.contains(byte)
            } ? code : "unprintable"
        }
        message = plain(document?.message, bytes: 500)
        retryAfter = answer.retryAfter
    }

    /// The status to answer the customer with: Connect's own. Those that make browsers send a form again (RFC 9110
    /// sections 15.5.9, 15.5.20; RFC 8470), or speak of a proxy, are a plain 400.
    var publicStatus: HTTPResponse.Status {
        [407, 408, 421, 425].contains(status) ? .badRequest : HTTPResponse.Status(code: status)
    }
}

/// Why Connect's answer leads no further.
enum ConnectFailure: Error, Hashable, Sendable {
    /// Connect says no.
    case refused(ConnectAnswer.Refusal)
    /// Connect cannot be reached.
    case unreachable(String)
    /// Connect did not answer in time.
    case timedOut
    /// Connect answered something that is no answer: a 5xx, HTML, an unknown route.
    case unusable(String)

    /// Whether the step may have been refused because the session has moved on: a form that was sent twice.
    var mayBeAboutOrder: Bool {
        guard case .refused(let refusal) = self else { return false }
        return [400, 409, 410, 422].contains(refusal.status) && !refusal.isErrorPage
    }

    /// The failure without what the customer typed, should Connect repeat it.
    func cleaned(of secrets: [Secret]) -> ConnectFailure {
        guard case .refused(let refusal) = self, !secrets.isEmpty else { return self }
        let code = refusal.code.map { $0.hiding(secrets) == $0 ? $0 : "unprintable" }
        return .refused(
            ConnectAnswer.Refusal(
                status: refusal.status, code: code, message: refusal.message?.hiding(secrets),
                retryAfter: refusal.retryAfter, isErrorPage: refusal.isErrorPage))
    }
}
