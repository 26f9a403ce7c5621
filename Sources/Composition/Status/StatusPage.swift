import FastCGI
import HTTPTypes
import ProviderKit

/// What stands at `STATUS_PATH`, and `pong` below it at `/ping`.
struct StatusPage: Sendable {
    /// Below the mount.
    let path: String
    let provider: String
    let metrics: Metrics

    /// The answer; `nil` for a path that is not its own.
    func respond(to request: Request, at route: String) -> Response? {
        guard route.hasPrefix(path) else { return nil }
        switch route.dropFirst(path.count) {
        case "": break
        case "/ping": return answer(request) { .text(.ok, "pong") }
        default: return nil
        }
        guard let form = Form(request) else {
            return answer(request) { .text(.badRequest, "format is text, json or prometheus") }
        }
        return answer(request) {
            let status = metrics.snapshot(provider: provider)
            let body =
                switch form {
                case .text: Array(status.text.utf8)
                case .json: status.json.serialised()
                case .prometheus: Array(status.prometheus.utf8)
                }
            return Response(
                head: HTTPResponse(status: .ok, headerFields: [.contentType: form.contentType]), body: body)
        }
    }

    private func answer(_ request: Request, _ response: () -> Response) -> Response {
        let isRead = [.get, .head].contains(request.head.method)
        var response = isRead ? response() : .text(.methodNotAllowed, "Only GET is answered here.")
        if !isRead { response.head.headerFields[.allow] = "GET, HEAD" }
        response.head.headerFields[.cacheControl] = "no-store"
        response.head.headerFields[.xContentTypeOptions] = "nosniff"
        return response
    }

    private enum Form: String {
        case text, json, prometheus

        /// `?format=` decides, else what is accepted: Prometheus names its format there. `nil` for one that is unknown.
        init?(_ request: Request) {
            let query = (request.parameters["QUERY_STRING"] ?? "").split(separator: "&")
            if let named = query.first(where: { $0.hasPrefix("format=") }) {
                self.init(rawValue: String(named.dropFirst("format=".count)))
                return
            }
            let accepted = request.head.headerFields[.accept] ?? ""
            self =
                if accepted.contains("version=0.0.4") || accepted.contains("openmetrics") {
                    .prometheus
                } else if accepted.contains("application/json") {
                    .json
                } else {
                    .text
                }
        }

        var contentType: String {
            switch self {
            case .text: "text/plain; charset=utf-8"
            case .json: "application/json"
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            }
        }
    }
}
