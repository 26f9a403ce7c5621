package import ConnectFlow
public import FastCGI
public import FoundationEssentials
public import HTTPTypes
public import Logging
public import ProviderKit

/// Joins the transport and the flow, which know nothing of each other.
public struct FlowResponder: Responder {
    let flow: ConnectFlow
    let statusPage: StatusPage?
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
    ///   - metrics: counts; `nil` for a process of one request, which has no status to show.
    ///   - former: the one whose place it takes.
    /// - Throws: ``Configuration/Faults`` where `TEMPLATES_DIR` cannot be used.
    public init(
        _ configuration: Configuration, connect: any HTTPTransport, provider: any HTTPTransport, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }, metrics: Metrics? = nil,
        following former: FlowResponder? = nil
    ) throws(Configuration.Faults) {
        let pages = try configuration.pages()
        var observer: (@Sendable (FlowReport) -> Void)?
        if let metrics {
            observer = { metrics.count($0) }
            pages.prepare()
        }
        flow = ConnectFlow(
            provider: configuration.provider,
            connect: ConnectClient(url: configuration.connectURL, transport: connect), transport: provider,
            keys: configuration.keys, pages: pages, settings: configuration.settings,
            logger: logger, now: now, following: former?.flow,
            observer: observer)
        if let path = configuration.statusPath, let metrics {
            statusPage = StatusPage(
                path: path, provider: configuration.provider.profile.displayName, metrics: metrics)
        } else {
            statusPage = nil
        }
        let publicURL = configuration.settings.publicURL
        publicPath = publicURL?.path
        isPublicURLSecure = publicURL?.scheme == "https"
    }

    /// Puts the flow together, with the network under it.
    ///
    /// - Throws: ``Configuration/Faults`` where `TEMPLATES_DIR` cannot be used.
    public init(
        _ configuration: Configuration, logger: Logger, metrics: Metrics? = nil, following former: FlowResponder? = nil
    ) throws(Configuration.Faults) {
        let transports = Transports(configuration, metrics: metrics)
        try self.init(
            configuration, connect: transports.connect, provider: transports.provider, logger: logger, metrics: metrics,
            following: former)
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        let visit = flowRequest(request)
        if let status = statusPage?.respond(to: request, at: visit.route) { return status }
        if let seconds = Self.rateLimit(request) {
            return Response(flow.refuse(visit, .rateLimited(retryAfter: seconds)))
        }
        return Response(await flow.respond(to: visit))
    }

    /// Where a web server's limit was reached (nginx's `limit_req`), it asks for the page alone, with the seconds to wait.
    private static func rateLimit(_ request: Request) -> Int? {
        request.parameters["RATE_LIMITED"].flatMap { Int($0) }
    }

    /// The page, or for programs the JSON, for a request that was turned away.
    public func respond(to refusal: Refusal, of request: Request?) -> Response {
        guard let request else { return Response.text(refusal.status, refusal.explanation) }
        let visit = flowRequest(request)
        // Who asks for the status of a responder that is busy wants it most.
        if refusal == .busy, let status = statusPage?.respond(to: request, at: visit.route) { return status }
        let reason: ConnectFlow.Refusal =
            switch refusal {
            case .headTooLarge(let limit), .bodyTooLarge(let limit): .tooLarge(refusal.status, limit: limit)
            case .busy: .busy(retryAfter: refusal.retryAfter ?? 1)
            default: .malformed(refusal.status)
            }
        return Response(flow.refuse(visit, reason))
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
