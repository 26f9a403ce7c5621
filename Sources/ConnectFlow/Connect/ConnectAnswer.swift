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
        guard let json = try? JSONValue(parsing: answer.body), json.object != nil else {
            throw isRefusal
                ? .refused(Refusal(status: status, [:], answer)) : .unusable("no JSON object (status \(status))")
        }
        if isRefusal || json["object"]?.string == "error" {
            throw .refused(Refusal(status: isRefusal ? status : 400, json, answer))
        }
        switch json["route"]?.string {
        case "session_redirect":
            // The key was `redirect_uri` for a while.
            let url = json["data"]?["redirect_url"]?.string ?? json["data"]?["redirect_uri"]?.string
            guard let target = url.flatMap(RedirectTarget.init) else { throw .unusable("an unusable redirect_url") }
            self = .redirect(target)
        case "error":
            var refusal = Refusal(status: 400, json, answer)
            refusal.isErrorPage = true
            throw .refused(refusal)
        case .some(let route):
            guard let step = ConnectPage.Step(rawValue: route) else { throw .unusable("an unknown route") }
            self = .page(try ConnectPage(json, step: step))
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
    fileprivate init(status: Int, _ json: JSONValue, _ answer: HTTPAnswer) {
        let data = json["data"] ?? json
        func text(_ name: String, bytes: Int) -> String? {
            let error = "error_\(name)"
            let text = (json[name] ?? json[error] ?? data[error])?.string?.plain(maximumBytes: bytes)
            return text?.isEmpty == false ? text : nil
        }
        self.status = status
        // Whoever reads the log must be able to trust what it looks like.
        code = text("code", bytes: 64).map { code in
            code.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "_-.".utf8.contains(byte)
            } ? code : "unprintable"
        }
        message = text("message", bytes: 500)
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
