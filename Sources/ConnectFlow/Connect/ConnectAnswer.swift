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
        let json = try? JSONValue(parsing: answer.body)
        guard let json, json.object != nil else {
            throw (400..<500).contains(status)
                ? .refused(status: status, code: nil, message: nil) : .unusable("no JSON object (status \(status))")
        }
        if status >= 500 { throw .unusable("status \(status)") }
        if !(200..<300).contains(status) || json["object"]?.string == "error" {
            throw .refused(
                status: (400..<500).contains(status) ? status : 400, code: json["code"]?.string,
                message: json["message"]?.string)
        }
        switch json["route"]?.string {
        case "session_redirect":
            // The key was `redirect_uri` for a while.
            let url = json["data"]?["redirect_url"]?.string ?? json["data"]?["redirect_uri"]?.string
            guard let target = url.flatMap(RedirectTarget.init) else { throw .unusable("an unusable redirect_url") }
            self = .redirect(target)
        case "error":
            let data = json["data"] ?? json
            throw .refused(
                status: 400, code: (json["error_code"] ?? data["error_code"])?.string,
                message: (json["error_message"] ?? data["error_message"])?.string)
        case .some(let route):
            guard let step = ConnectPage.Step(rawValue: route) else { throw .unusable("an unknown route") }
            self = .page(try ConnectPage(json, step: step))
        case nil: throw .unusable("an answer without a route")
        }
    }
}

/// Why Connect's answer leads no further.
enum ConnectFailure: Error, Hashable, Sendable {
    /// Connect says no, with its own words.
    case refused(status: Int, code: String?, message: String?)
    /// Connect cannot be reached.
    case unreachable(String)
    /// Connect did not answer in time.
    case timedOut
    /// Connect answered something that is no answer: a 5xx, HTML, an unknown route.
    case unusable(String)
}
