import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The customer's app ("Nova"): where a session starts, and where it comes back to.
struct AppSite: Site {
    static let prefix = "app"
    static let summary = "the customer's app: start here in a browser"

    let world: World

    /// The fields of the start form.
    private struct Start: Decodable {
        let provider: String
        let direction: String?
        let connect_token: String?
    }

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.get { _, _ in
            Response.html(
                AppPage.html(
                    title: "Connect your tariff", outcome: "start",
                    body: "<p>Nova charges your car when electricity is cheap. For that it needs your prices.</p>"
                        + AppPage.picker(world.providers)))
        }
        routes.post("start") { request, _ in try await start(request) }
        routes.get("return") { request, _ in await visit(token: request.query("fp_cot")) }
        routes.get("callback") { request, _ in await visit(token: request.query("fp_cot")) }
        routes.get("privacy") { _, _ in notice("Privacy", "Nova reads your prices and nothing else.") }
        routes.get("terms") { _, _ in notice("Terms", "Nova is part of a simulation and makes no promises.") }
    }

    private func start(_ request: Request) async throws -> Response {
        let body = String(decoding: try await request.bytes(), as: UTF8.self)
        guard let form = try? URLEncodedFormDecoder().decode(Start.self, from: body),
            let provider = world.providers.named(form.provider)
        else { return notice("Nova does not know this provider", "Go back and choose another.", status: .badRequest) }
        let app = AppService(world: world)
        do throws(ConnectFailure) {
            if let token = form.connect_token { return .seeOther(try app.select(provider, token: token).url) }
            var request = TokenRequest(callbackURI: world.publicURL + "/app/callback")
            request.direction = form.direction.flatMap(TokenRequest.Direction.init(rawValue:)) ?? .import
            return .seeOther(try app.begin(request, provider: provider).url)
        } catch {
            return refused(error)
        }
    }

    private func visit(token: String?) async -> Response {
        guard let token else {
            return notice("Nothing to show", "The address lacks its fp_cot.", status: .badRequest)
        }
        switch await AppService(world: world).visit(token: token) {
        case .connected(.tariff(let tariff), let provider):
            let name = HTML.escape(provider?.displayName ?? "your provider")
            return page(
                "Your tariff is connected", "connected",
                "<p>Nova now knows your prices at \(name).</p>" + TariffTable(tariff: tariff).html)
        case .connected(.failure(let code, let message), _):
            return page(
                "Your tariff could not be read", "failed",
                "<p>\(HTML.escape(message)) (<code>\(HTML.escape(code))</code>)</p>" + AppPage.picker(world.providers))
        case .manual:
            return page(
                "Set your tariff yourself", "manual",
                "<p>The tariff was not connected. Nova now asks you for your prices.</p>"
                    + AppPage.picker(world.providers))
        case .disconnected:
            return page(
                "Choose another provider", "disconnected",
                "<p>Nothing was connected so far.</p>" + AppPage.picker(world.providers, token: token))
        case .unfinished(let url):
            return page(
                "You are not finished yet", "unfinished",
                "<p><a href=\"\(HTML.escape(url))\">Go on with your provider</a></p>")
        case .refused(let failure):
            return refused(failure)
        }
    }

    private func refused(_ failure: ConnectFailure) -> Response {
        let body =
            "<p>\(HTML.escape(failure.message)) (<code>\(failure.code)</code>)</p>" + AppPage.picker(world.providers)
        return .html(
            AppPage.html(title: "This does not work any more", outcome: "refused", body: body), status: failure.status)
    }

    private func page(_ title: String, _ outcome: String, _ body: String) -> Response {
        .html(AppPage.html(title: title, outcome: outcome, body: body))
    }

    private func notice(_ title: String, _ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .html(AppPage.html(title: title, outcome: "notice", body: "<p>\(HTML.escape(text))</p>"), status: status)
    }
}
