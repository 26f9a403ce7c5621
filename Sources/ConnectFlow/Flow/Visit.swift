import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit
import Synchronization

/// One request on its way through the flow, with what is known of it.
final class Visit: Sendable {
    let request: FlowRequest
    let flow: ConnectFlow
    let route: Route?
    let language: Language
    let deadline: ContinuousClock.Instant
    let now: Date
    let logger: Logger
    let cookies: SessionCookies
    /// The connect token; `nil` where it is missing or malformed.
    let token: ConnectToken?
    let hasTokenText: Bool
    let timeline: Mutex<Timeline>

    // Not inlined, like the pages of FlowError: what an `async` function has in its frame, each request that waits keeps.
    @inline(never)
    init(_ request: FlowRequest, flow: ConnectFlow) {
        timeline = Mutex(Timeline(keepsSteps: flow.settings.slowLog != nil))
        self.request = request
        self.flow = flow
        route = Route(path: request.route)
        deadline = .now + flow.settings.upstreamTimeout
        now = flow.now()
        language = flow.pages.language(acceptLanguage: request.head.headerFields[.acceptLanguage])
        cookies = SessionCookies(
            header: request.head.headerFields[values: .cookie], keys: flow.keys, mount: request.mount,
            isSecure: request.head.scheme == "https", now: now)
        let query = try? FormData(request.query.utf8)
        // Energy companies' own variant of the flow arrives with `connect_token`.
        let text = query?["fp_cot"] ?? (route == .start ? query?["connect_token"] : nil)
        token =
            route == .callback
            ? cookies.token(fingerprint: query?["state"].map(CallbackAnswer.fingerprint))
            : text.flatMap(ConnectToken.init)
        // A query that cannot be read has something in it, and that is not valid.
        hasTokenText = query == nil || text?.isEmpty == false
        var logger = flow.logger
        logger[metadataKey: "request"] = "\(request.id)"
        if let token { logger[metadataKey: "token"] = "\(token.fingerprint)" }
        self.logger = logger
    }

    /// Finds the route and answers.
    func response() async -> (Route?, FlowResponse) {
        guard let route else { return (nil, problem(.notFound, .notFound, canRetry: false)) }
        guard route.methods.contains(request.head.method) else {
            var response =
                route == .tariffPlan
                ? apiError(.methodNotAllowed, code: "invalid_request", "Only POST is answered here.")
                : problem(.methodNotAllowed, .methodNotAllowed)
            response.head.headerFields[.allow] = route.methods.map(\.rawValue).joined(separator: ", ")
            return (route, response)
        }
        switch route {
        case .asset(let path): return (route, asset(path))
        case .tariffPlan: return (route, await tariffPlan())
        case .callback:
            guard let client = flow.provider.oauth2 else {
                return (route, problem(.notFound, .notFound, canRetry: false))
            }
            do {
                return (route, try await callback(client))
            } catch {
                return (route, problem(for: error))
            }
        default: break
        }
        guard let token else {
            let kind: Problem.Kind = hasTokenText ? .invalidToken : .missingToken
            return (route, problem(.badRequest, kind, canRetry: false))
        }
        do {
            switch route {
            case .start: return (route, try await start(token))
            case .page: return (route, try await page(token))
            case .action: return (route, try await action(token))
            case .authMetadataCapture: return (route, try await authMetadataCapture(token))
            case .extraAuthMetadataCapture: return (route, try await extraAuthMetadataCapture(token))
            case .consentCapture: return (route, try await consentCapture(token))
            case .callback, .tariffPlan, .asset: return (route, problem(.notFound, .notFound))
            }
        } catch {
            return (route, problem(for: error))
        }
    }

    /// The context of a call of the provider's functions.
    func providerContext(_ direction: Tariff.Direction) -> ProviderContext {
        ProviderContext(
            http: HTTPSession(flow.transport, deadline: deadline), direction: direction, now: now,
            refresher: flow.refresher)
    }
}

// MARK: - Assets

extension Visit {
    @inline(never)
    private func asset(_ path: String) -> FlowResponse {
        guard let asset = flow.pages.asset(path) else { return problem(.notFound, .notFound, canRetry: false) }
        return FlowResponse(
            .ok,
            [
                .contentType: asset.contentType, .xContentTypeOptions: "nosniff",
                .cacheControl: asset.isImmutable ? "public, max-age=31536000, immutable" : "public, max-age=300",
            ], body: asset.bytes)
    }
}
