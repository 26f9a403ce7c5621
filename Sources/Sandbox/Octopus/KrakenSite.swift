import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Octopus Energy's customer API: Kraken's GraphQL.
struct KrakenSite: Site {
    static let prefix = "octopus"
    static let summary = "Octopus Energy UK: Kraken's GraphQL at POST /v1/graphql/"

    let world: World

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.post("v1/graphql") { request, context in try await graphQL(request, context) }
        routes.get("logo.svg") { _, _ in
            Response.text(Self.logo, type: "image/svg+xml", headers: [.cacheControl: "max-age=3600"])
        }
    }

    /// 200 whatever happens, as the real one, but for the customers who show an outage.
    private func graphQL(_ request: Request, _ context: SandboxContext) async throws -> Response {
        // The real one redirects, and a redirected POST loses its body.
        guard request.uri.path.hasSuffix("/") else { return .seeOther(world.publicURL + "/octopus/v1/graphql/") }
        let body = try await request.jsonObject()
        var answer: GraphQLAnswer
        do throws(GraphQLError) {
            answer = try world.kraken.answer(
                try GraphQLRequest(body), authorization: request.headers[.authorization])
        } catch {
            answer = GraphQLAnswer(errors: [error])
        }
        switch answer.errors.lazy.compactMap({ KrakenOutage(rawValue: $0.code) }).first {
        case .down: return try .json(["detail": "Service Unavailable"], status: .serviceUnavailable)
        case .hang: return try await context.neverAnswered()
        case .page: return .html("<!DOCTYPE html><title>Octopus Energy</title><h1>Something has gone wrong</h1>")
        case nil: return try .json(answer.json)
        }
    }

    private static let logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="8 4 122 44" width="133" height="48" role="img" aria-label="Octopus Energy">\
        <circle cx="24" cy="20" r="14" fill="#5840c9"/>\
        <path d="M12 28v14M20 32v12M28 32v12M36 28v14" stroke="#5840c9" stroke-width="5" stroke-linecap="round"/>\
        <text x="50" y="22" textLength="78" lengthAdjust="spacingAndGlyphs" font-family="system-ui,sans-serif" font-size="17" font-weight="700" fill="#5840c9">Octopus</text>\
        <text x="50" y="39" textLength="52" lengthAdjust="spacingAndGlyphs" font-family="system-ui,sans-serif" font-size="14" fill="#5840c9">Energy</text></svg>
        """
}
