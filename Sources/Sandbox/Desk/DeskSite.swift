import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import ProviderKit
import TariffChart

/// The developer's page: what happens, and what to press.
struct DeskSite: Site {
    static let prefix = "desk"
    static let summary = "the developer's page: the session as a timeline, the tariff, faults to try"

    let world: World

    private static let policy: HTTPFields = [
        .contentSecurityPolicy: "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
        .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
    ]

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.get { request, _ in
            guard request.uri.path.hasSuffix("/") else { return Response.seeOther("/desk/") }
            let view = DeskView(world, session: request.query("session").flatMap { Int($0) })
            return answer(DeskPage(view: view).html, "text/html; charset=utf-8")
        }
        routes.get("desk.css") { _, _ in answer(Self.file(PackageResources.desk_css), "text/css; charset=utf-8") }
        routes.get("desk.js") { _, _ in answer(Self.file(PackageResources.desk_js), "text/javascript; charset=utf-8") }
        routes.get("tariff.svg") { request, _ in
            let layout = request.query("narrow") == nil ? SVGLayout.wide : .narrow
            return tariff(request) { (TariffPicture($0).svg(for: layout), "image/svg+xml") }
        }
        routes.get("tariff.json") { request, _ in
            tariff(request) { tariff in
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                return (String(decoding: try encoder.encode(tariff), as: UTF8.self), "application/json")
            }
        }
        routes.get("events") { _, _ in DeskEvents(world: world).response }
        addActions(to: routes)
    }

    private func answer(_ text: String, _ type: String) -> Response {
        .text(text, type: type, headers: Self.policy)
    }

    private static func file(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The tariff of the reading that is asked for, or of the newest.
    private func tariff(_ request: Request, _ made: (Tariff) throws -> (text: String, type: String)) -> Response {
        let view = DeskView(world)
        let id = request.query("exchange").flatMap { Int($0) } ?? view.reading?.id
        guard let tariff = view.tariff(exchange: id), let (text, type) = try? made(tariff) else {
            return .text("No tariff was read.\n", type: "text/plain", status: .notFound)
        }
        var headers = Self.policy
        // The drawing brings its own stylesheet, and nothing else.
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
        return .text(text, type: type, headers: headers)
    }
}
