import ConnectFlow
import FastCGI
import HTTPTypes

/// Joins the transport and the flow, which know nothing of each other.
struct FlowResponder: Responder {
    let flow: ConnectFlow
    /// The path and scheme of `PUBLIC_URL`.
    let publicPath: String?
    let isPublicURLSecure: Bool

    func respond(to request: Request) async -> Response {
        if let seconds = Self.rateLimit(request) {
            return Response(flow.refuse(flowRequest(request), .rateLimited(retryAfter: seconds)))
        }
        return Response(await flow.respond(to: flowRequest(request)))
    }

    /// Where a web server's limit was reached (nginx's `limit_req`), it asks for the page alone, with the seconds to wait.
    private static func rateLimit(_ request: Request) -> Int? {
        request.parameters["RATE_LIMITED"].flatMap { Int($0) }
    }

    func respond(to refusal: Refusal, of request: Request?) -> Response {
        guard let request else { return Response.text(refusal.status, refusal.explanation) }
        let reason: ConnectFlow.Refusal =
            switch refusal {
            case .headTooLarge(let limit), .bodyTooLarge(let limit): .tooLarge(refusal.status, limit: limit)
            case .busy: .busy(retryAfter: refusal.retryAfter ?? 1)
            default: .malformed(refusal.status)
            }
        return Response(flow.refuse(flowRequest(request), reason))
    }

    func bodyLimit(for head: HTTPRequest) -> Int {
        let path = head.path?.prefix { $0 != "?" } ?? ""
        return (path.hasSuffix("/api/tariff_plan") ? Route.tariffPlan : Route.start).bodyLimit
    }

    private func location(_ request: Request) -> (mount: Mount, route: String) {
        Mount.locate(
            publicPath: publicPath, scriptName: request.parameters["SCRIPT_NAME"] ?? "",
            pathInfo: request.parameters["PATH_INFO"])
    }

    private func flowRequest(_ request: Request) -> FlowRequest {
        let (mount, route) = location(request)
        var head = request.head
        if isPublicURLSecure { head.scheme = "https" }
        return FlowRequest(
            head: head, body: request.body, mount: mount, route: route,
            query: request.parameters["QUERY_STRING"] ?? "",
            id: RequestID.make(proposed: request.parameters["REQUEST_ID"]))
    }
}

extension Response {
    init(_ response: FlowResponse) {
        self.init(head: response.head, body: response.body)
    }
}

/// Names a request in logs and on error pages.
enum RequestID {
    /// The web server's own (`fastcgi_param REQUEST_ID $request_id`), or a random one.
    static func make(proposed: String?) -> String {
        if let proposed, (8...64).contains(proposed.utf8.count),
            proposed.utf8.allSatisfy({
                $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            })
        {
            return proposed
        }
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
