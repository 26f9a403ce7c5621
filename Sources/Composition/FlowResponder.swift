package import ConnectFlow
public import FastCGI
public import FoundationEssentials
public import HTTPTypes
public import Logging
public import ProviderKit

/// Joins the transport and the flow, which know nothing of each other.
public struct FlowResponder: Responder {
    let flow: ConnectFlow
    /// The path and scheme of `PUBLIC_URL`.
    let publicPath: String?
    let isPublicURLSecure: Bool

    /// Puts the flow together.
    ///
    /// - Parameters:
    ///   - configuration: what the environment decides.
    ///   - connect: carries the calls to Connect.
    ///   - provider: carries the calls to the provider.
    ///   - logger: takes the lines; none of them holds a secret.
    ///   - now: the clock; another one when a recording is replayed.
    /// - Throws: ``Configuration/Faults`` where `TEMPLATES_DIR` cannot be used.
    public init(
        _ configuration: Configuration, connect: any HTTPTransport, provider: any HTTPTransport, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(Configuration.Faults) {
        flow = ConnectFlow(
            provider: configuration.provider,
            connect: ConnectClient(url: configuration.connectURL, transport: connect), transport: provider,
            keys: configuration.keys, pages: try configuration.pages(), settings: configuration.settings,
            logger: logger, now: now)
        let publicURL = configuration.settings.publicURL
        publicPath = publicURL?.path
        isPublicURLSecure = publicURL?.scheme == "https"
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        if let seconds = Self.rateLimit(request) {
            return Response(flow.refuse(flowRequest(request), .rateLimited(retryAfter: seconds)))
        }
        return Response(await flow.respond(to: flowRequest(request)))
    }

    /// Where a web server's limit was reached (nginx's `limit_req`), it asks for the page alone, with the seconds to wait.
    private static func rateLimit(_ request: Request) -> Int? {
        request.parameters["RATE_LIMITED"].flatMap { Int($0) }
    }

    /// The page, or for programs the JSON, for a request that was turned away.
    public func respond(to refusal: Refusal, of request: Request?) -> Response {
        guard let request else { return Response.text(refusal.status, refusal.explanation) }
        let reason: ConnectFlow.Refusal =
            switch refusal {
            case .headTooLarge(let limit), .bodyTooLarge(let limit): .tooLarge(refusal.status, limit: limit)
            case .busy: .busy(retryAfter: refusal.retryAfter ?? 1)
            default: .malformed(refusal.status)
            }
        return Response(flow.refuse(flowRequest(request), reason))
    }

    /// By route.
    public func bodyLimit(for head: HTTPRequest) -> Int {
        let path = head.path?.prefix { $0 != "?" } ?? ""
        return (path.hasSuffix("/api/tariff_plan") ? Route.tariffPlan : Route.start).bodyLimit
    }

    /// The path that we are mounted at, and the path below it.
    package func location(_ request: Request) -> (mount: Mount, route: String) {
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
    fileprivate init(_ response: FlowResponse) {
        self.init(head: response.head, body: response.body)
    }
}
